// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/quality_gates.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace clearway::reconciliation::statements {
namespace {

std::string Named(const StatementHead& head) {
    if (!head.number) return "statement " + head.id;
    return "statement " + std::to_string(*head.number) + "/" + std::to_string(head.page);
}

int YearOf(matching::Day day) { return std::stoi(matching::FormatDay(day).substr(0, 4)); }

// The same statement: by its number, or by its id and day. An id alone is often the same each day.
bool IsSame(const StatementHead& a, const StatementHead& b) {
    if (a.account != b.account || a.currency != b.currency || !a.closing || !b.closing)
        return false;
    if (a.number && b.number)
        return a.number == b.number && a.page == b.page && YearOf(a.day) == YearOf(b.day);
    return a.id == b.id && a.day == b.day;
}

// Whether `next` comes right behind `last`: the next number, or the next page of the same one. With
// the new year some banks begin with 1 again.
bool Follows(const StatementHead& last, const StatementHead& next) {
    const bool first_page = next.page <= 1;
    if (*next.number == *last.number) return next.page == last.page + 1;
    if (!first_page || !last.last_page) return false;
    return *next.number == *last.number + 1 ||
           (*next.number == 1 && YearOf(next.day) > YearOf(last.day));
}

struct Placed {
    StatementHead* head;
    StatementFile* file;
};

// `trusted`: the last one's balances are.
std::string GapBetween(const StatementHead& last, bool trusted, const StatementHead& next) {
    if (last.number && next.number && !Follows(last, next))
        return Named(next) + " follows " + Named(last) + ": one between them is missing";
    if (trusted && last.closing && next.opening && *last.closing != *next.opening)
        return "the opening balance of " + Named(next) + " is not the closing balance of " +
               Named(last);
    return {};
}

}  // namespace

void CheckSums(const matching::Book& book, StatementFile& file) {
    std::vector<std::int64_t> sums(file.heads.size());
    std::vector<bool> overflow(file.heads.size());
    for (auto line = book.lines.rbegin();
         line != book.lines.rend() && line->statement >= file.first_statement; ++line) {
        const auto at = line->statement - file.first_statement;
        if (__builtin_add_overflow(sums[at], line->amount, &sums[at])) overflow[at] = true;
    }
    for (std::size_t i = 0; i < file.heads.size(); ++i) {
        const auto& head = file.heads[i];
        if (!head.opening || !head.closing) continue;
        std::int64_t sum = 0;
        if (overflow[i] || __builtin_add_overflow(*head.opening, sums[i], &sum) ||
            sum != *head.closing)
            file.Fault(Named(head) +
                       ": the opening balance and the lines do not come to the "
                       "closing balance");
    }
}

void CheckRepeats(std::span<const StatementFile> before, StatementFile& file) {
    const auto repeats = [&](std::string what) {
        file.repeats = true;
        file.Fault(std::move(what));
    };
    for (const auto& other : before) {
        if (other.sha256 == file.sha256 && !file.sha256.empty())
            return repeats("is the same file as " + other.name);
        if (!other.IsGood()) continue;
        for (const auto& head : file.heads)
            if (std::ranges::any_of(other.heads,
                                    [&](const auto& had) { return IsSame(had, head); }))
                repeats(Named(head) + " is already there, in " + other.name);
    }
    for (std::size_t i = 0; i < file.heads.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (IsSame(file.heads[j], file.heads[i]))
                repeats(Named(file.heads[i]) + " is there twice");
}

void CheckSequence(std::span<StatementFile> files) {
    std::vector<Placed> all;
    for (auto& file : files) {
        if (file.repeats) continue;
        for (auto& head : file.heads)
            if (head.closing) all.push_back({&head, &file});
    }
    std::ranges::sort(all, {}, [](const Placed& placed) {
        const auto& head = *placed.head;
        return std::tuple(head.account, head.currency, head.day, head.number.value_or(0),
                          head.page);
    });
    const auto were_good = [&] {
        std::map<const StatementFile*, bool> good;
        for (const auto& file : files) good[&file] = file.IsGood();
        return good;
    }();
    const StatementHead* last = nullptr;
    bool trusted = true;
    bool broken = false;
    for (const auto& [head, file] : all) {
        const bool same_account =
            last != nullptr && last->account == head->account && last->currency == head->currency;
        if (!same_account) broken = false;
        if (same_account && !broken) {
            const auto gap = GapBetween(*last, trusted, *head);
            broken = !gap.empty();
            if (broken) file->Fault(gap);
        } else if (broken) {
            file->Fault(Named(*head) + " comes behind one that is missing");
        }
        last = head;
        trusted = were_good.at(file);
    }
}

}  // namespace clearway::reconciliation::statements
