// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/quality_gates.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "services/reconciliation/statements/page_sums.h"

namespace clearway::reconciliation::statements {
namespace {

int YearOf(matching::Day day) { return std::stoi(matching::FormatDay(day).substr(0, 4)); }

// One statement, without its page: by its number and year, or by its id and day. An id alone is
// often the same each day.
using Identity = std::tuple<StatementKind, matching::TextId, matching::CurrencyIndex, std::int64_t,
                            int, std::string>;

Identity IdentityOf(const StatementHead& head) {
    constexpr std::int64_t kNoNumber = -1;
    return {head.kind,
            head.account,
            head.currency,
            head.number.value_or(kNoNumber),
            head.number ? YearOf(head.day) : head.day,
            head.number ? std::string() : head.id};
}

// Some banks give each statement the same number: a repeat is also of the same day.
using Place = std::tuple<Identity, int, matching::Day>;

Place PlaceOf(const StatementHead& head) { return {IdentityOf(head), head.page, head.day}; }

// Whether `next` comes right behind `last`: the next number, or the next page of the same one. With
// the new year some banks begin with 1 again.
bool Follows(const StatementHead& last, const StatementHead& next) {
    const bool first_page = next.page <= 1;
    if (*next.number == *last.number) return next.page == last.page + 1;
    if (!first_page || !last.last_page) return false;
    return *next.number == *last.number + 1 ||
           (*next.number == 1 && YearOf(next.day) > YearOf(last.day));
}

matching::Day DayOfYear(matching::Day day) { return day - *matching::DayOf(YearOf(day), 1, 1); }

// Numbers that do not count statements: the same one each time, or one that counts days. The
// balances alone then tell whether one is missing.
bool CountsNoStatements(const StatementHead& last, const StatementHead& next) {
    if (next.page > 1 || !last.last_page || next.day < last.day) return false;
    return *next.number == *last.number ||
           *next.number - DayOfYear(next.day) == *last.number - DayOfYear(last.day);
}

bool Joins(const StatementHead& last, const StatementHead& next) {
    return last.closing && next.opening && *last.closing == *next.opening;
}

// `trusted`: the last one's balances are.
std::string GapBetween(const StatementHead& last, bool trusted, const StatementHead& next) {
    const bool uncounted = last.number && next.number && CountsNoStatements(last, next) &&
                           (!trusted || Joins(last, next));
    if (last.number && next.number && !Follows(last, next) && !uncounted)
        return "follows " + NameOf(last) + ": one between them is missing";
    if (trusted && last.closing && next.opening && *last.closing != *next.opening)
        return "the opening balance is not the closing balance of " + NameOf(last);
    return {};
}

struct Placed {
    StatementHead* head;
    bool was_good;
};

bool IsOfSameAccount(const Placed& a, const Placed& b) {
    return a.head->account == b.head->account && a.head->currency == b.head->currency;
}

bool IsOfSameDay(const Placed& a, const Placed& b) {
    return IsOfSameAccount(a, b) && a.head->day == b.head->day;
}

// The balance that more statements of a day open with than close with; nullopt: none, as when the
// day ends with the balance that it began with.
std::optional<std::int64_t> BeginningOf(std::span<const Placed> day) {
    std::map<std::int64_t, int> more;
    for (const auto& placed : day) {
        if (placed.head->opening) ++more[*placed.head->opening];
        if (placed.head->closing) --more[*placed.head->closing];
    }
    for (const auto& placed : day)
        if (placed.head->opening && more[*placed.head->opening] > 0) return placed.head->opening;
    return std::nullopt;
}

// All statements of a day, each behind one that closes with the balance that it opens with; empty:
// there is no such order. Balances are places and statements ways between them, and each way is
// gone once (Hierholzer).
std::vector<Placed> WholeChain(std::span<const Placed> day, std::int64_t from) {
    std::map<std::int64_t, std::vector<Placed>> ways;
    for (auto placed = day.rbegin(); placed != day.rend(); ++placed) {
        if (!placed->head->opening || !placed->head->closing) return {};
        ways[*placed->head->opening].push_back(*placed);
    }
    std::vector<Placed> path;
    std::vector<Placed> chain;
    auto balance = from;
    while (true) {
        auto& left = ways[balance];
        if (!left.empty()) {
            path.push_back(left.back());
            left.pop_back();
            balance = *path.back().head->closing;
        } else if (!path.empty()) {
            chain.push_back(path.back());
            path.pop_back();
            balance = *chain.back().head->opening;
        } else {
            break;
        }
    }
    std::ranges::reverse(chain);
    const auto breaks = [](const Placed& a, const Placed& b) { return !Joins(*a.head, *b.head); };
    const bool whole =
        chain.size() == day.size() && std::ranges::adjacent_find(chain, breaks) == chain.end();
    return whole ? chain : std::vector<Placed>();
}

// As far as it goes, where some statement is missing.
void ChainGreedily(std::span<Placed> day, std::optional<std::int64_t> closing) {
    constexpr std::size_t kMost = 64;  // a day
    if (day.size() > kMost) return;
    for (std::size_t i = 0; i + 1 < day.size(); ++i) {
        const auto rest = day.subspan(i);
        const auto follows = [&](const Placed& placed) {
            return closing && placed.head->opening == closing;
        };
        const auto begins = [&](const Placed& placed) {
            return std::ranges::none_of(rest, [&](const Placed& other) {
                return other.head != placed.head && other.head->closing == placed.head->opening;
            });
        };
        auto next = std::ranges::find_if(rest, follows);
        if (next == rest.end()) next = std::ranges::find_if(rest, begins);
        if (next != rest.end()) std::ranges::rotate(rest.begin(), next, next + 1);
        closing = rest.front().head->closing;
    }
}

// Statements of one day that are not all counted: each goes behind the one whose closing balance is
// its opening one. Where they end as they began, the days around say with which.
void ChainByBalances(std::span<Placed> day, std::optional<std::int64_t> closing,
                     std::optional<std::int64_t> next_opening) {
    auto from = BeginningOf(day);
    for (const auto& known : {closing, next_opening, day.front().head->opening})
        if (!from && std::ranges::any_of(day, [&](const Placed& one) {
                return known && one.head->opening == known;
            }))
            from = known;
    const auto chain = from ? WholeChain(day, *from) : std::vector<Placed>();
    if (chain.empty()) return ChainGreedily(day, closing);
    std::ranges::copy(chain, day.begin());
}

void ChainDays(std::vector<Placed>& all) {
    const auto day_end = [&](auto begin) {
        return std::find_if(begin, all.end(),
                            [&](const Placed& placed) { return !IsOfSameDay(*begin, placed); });
    };
    for (auto begin = all.begin(); begin != all.end();) {
        const auto end = day_end(begin);
        const auto is_same = [](const Placed& a, const Placed& b) {
            return a.head->number == b.head->number && a.head->page == b.head->page;
        };
        const bool counted =
            std::all_of(begin, end, [](const Placed& placed) { return placed.head->number; }) &&
            std::adjacent_find(begin, end, is_same) == end;
        std::optional<std::int64_t> closing;
        std::optional<std::int64_t> next_opening;
        if (begin != all.begin() && IsOfSameAccount(*(begin - 1), *begin))
            closing = (begin - 1)->head->closing;
        if (end != all.end() && IsOfSameAccount(*begin, *end)) {
            next_opening = BeginningOf({end, day_end(end)});
            if (!next_opening) next_opening = end->head->opening;
        }
        if (!counted) ChainByBalances({begin, end}, closing, next_opening);
        begin = end;
    }
}

// Those that have a place among others of their account, in this order. One that is put aside gives
// way to a better one that is the same.
std::vector<Placed> InTheirOrder(std::span<StatementFile*> files) {
    std::set<Place> good;
    for (const auto* file : files)
        for (const auto& head : file->heads)
            if (file->IsUsed(head)) good.insert(PlaceOf(head));
    std::vector<Placed> all;
    for (auto* file : files)
        for (auto& head : file->heads)
            if (head.kind == StatementKind::kStatement && !head.repeats &&
                head.account != matching::kNoText &&
                (file->IsUsed(head) || !good.contains(PlaceOf(head))))
                all.push_back({&head, file->IsUsed(head)});
    std::ranges::stable_sort(all, {}, [](const Placed& placed) {
        const auto& head = *placed.head;
        return std::tuple(head.account, head.currency, head.day, head.number.value_or(0),
                          head.page);
    });
    ChainDays(all);
    return all;
}

// Of each statement of a book, the sum of its lines in its own currency; nullopt: no room.
std::vector<std::optional<std::int64_t>> SumsOf(const matching::Book& book) {
    std::vector<std::optional<std::int64_t>> sums(book.statements.size(), 0);
    for (const auto& line : book.lines) {
        auto& sum = sums[line.statement];
        if (line.currency != book.statements[line.statement].currency || !sum) continue;
        std::int64_t next = 0;
        sum = __builtin_add_overflow(*sum, line.amount, &next) ? std::nullopt : std::optional(next);
    }
    return sums;
}

// Of the same statement; some banks count no pages.
bool IsNextPage(const StatementHead& page, const StatementHead& next) {
    return page.account == next.account && page.currency == next.currency &&
           page.number == next.number && (next.page == page.page + 1 || Joins(page, next));
}

// Pages behind which another one must come wait for it, unless that is given up.
void CheckLastPages(std::span<const Placed> all) {
    const auto ends = [](const Placed& a, const Placed& b) {
        return a.head->last_page || !IsNextPage(*a.head, *b.head);
    };
    for (auto begin = all.begin(); begin != all.end();) {
        auto last = std::adjacent_find(begin, all.end(), ends);
        if (last == all.end()) --last;
        const std::span pages(begin, last + 1);
        begin = last + 1;
        const bool given_up =
            std::ranges::any_of(pages, [](const Placed& page) { return page.head->let_through; });
        if (last->head->last_page || given_up) continue;
        for (const auto& page : pages)
            if (page.was_good && page.head->IsGood())
                page.head->Fault("its page " + std::to_string(last->head->page + 1) +
                                 " is missing: add the file that holds it");
    }
}

bool IsInPages(const StatementHead& head) { return head.page > 1 || !head.last_page; }

}  // namespace

void CheckSums(const matching::Book& book, std::span<StatementFile> files) {
    const auto sums = SumsOf(book);
    std::map<Identity, std::vector<Page>> statements;
    for (auto& file : files)
        for (std::size_t i = 0; i < file.heads.size(); ++i) {
            auto& head = file.heads[i];
            if (!file.IsUsed(head)) continue;
            const Page page{.head = &head, .sum = sums[file.first_statement + i]};
            if (IsInPages(head))
                statements[IdentityOf(head)].push_back(page);
            else if (const auto fault = CheckPages({page}); !fault.empty())
                head.Fault(fault);
        }
    for (auto& [identity, pages] : statements) {
        std::ranges::stable_sort(pages, {}, [](const Page& page) { return page.head->page; });
        DropPagesOfMessage(pages);
        const auto fault = CheckPages(pages);
        if (fault.empty()) continue;
        for (const auto& page : pages) page.head->Fault(fault);
    }
}

std::vector<StatementFile*> ByName(std::span<StatementFile> files) {
    std::vector<StatementFile*> by_name;
    for (auto& file : files) by_name.push_back(&file);
    std::ranges::stable_sort(by_name, {},
                             [](const auto* file) { return std::pair(file->name, file->sha256); });
    return by_name;
}

void CheckRepeats(std::span<StatementFile*> files) {
    // With its opening balance: several of a day may have one number, and go on where the last
    // ended.
    std::map<std::pair<Place, std::optional<std::int64_t>>, const StatementFile*> seen;
    for (auto* file : files)
        for (auto& head : file->heads) {
            if (head.kind == StatementKind::kTable || !file->IsUsed(head)) continue;
            const auto [had, is_new] = seen.try_emplace({PlaceOf(head), head.opening}, file);
            if (is_new) continue;
            head.repeats = true;
            head.Fault(had->second == file ? "is there twice"
                                           : "is already there, in " + had->second->name);
        }
}

void CheckSequence(std::span<StatementFile*> files) {
    const StatementHead* last = nullptr;
    bool trusted = true;
    bool broken = false;
    const auto all = InTheirOrder(files);
    for (const auto& [head, was_good] : all) {
        const bool same_account =
            last != nullptr && last->account == head->account && last->currency == head->currency;
        const bool begins = !same_account || head->let_through;
        if (begins) broken = false;
        if (!begins && !broken) {
            const auto gap = GapBetween(*last, trusted, *head);
            broken = !gap.empty();
            if (broken) head->Fault(gap);
        } else if (broken) {
            head->Fault("comes behind one that is missing");
        }
        last = head;
        trusted = was_good;
    }
    CheckLastPages(all);
}

}  // namespace clearway::reconciliation::statements
