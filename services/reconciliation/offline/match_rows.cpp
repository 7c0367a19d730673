// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/offline/match_rows.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <numeric>
#include <set>
#include <span>

#include "cli/draft.h"
#include "services/reconciliation/matching/adjustment.h"
#include "services/reconciliation/offline/row_writer.h"

namespace clearway::reconciliation {
namespace {

using matching::Book;
using matching::Day;
using matching::Movement;

// Up to which day the statements of each account go, and which days of it are put aside.
class StatementDays {
public:
    StatementDays(const Book& book, std::optional<Day> as_of) : as_of_(as_of) {
        for (const auto& statement : book.statements) {
            auto& used = days_of_[{statement.account, statement.currency}][statement.day];
            used = used || statement.used;
            if (!statement.used) {
                waiting_.insert(statement.account);
                continue;
            }
            auto& last = days_.try_emplace(statement.account, statement.day).first->second;
            last = std::max(last, statement.day);
            latest_ = std::max(latest_.value_or(statement.day), statement.day);
        }
    }

    // The statement that would show it is put aside: it is not missing yet.
    bool IsWaiting(const Movement& movement) const {
        if (as_of_ || !waiting_.contains(movement.account)) return false;
        if (!days_.contains(movement.account)) return true;
        const auto found = days_of_.find({movement.account, movement.currency});
        if (found == days_of_.end()) return false;
        const auto day = found->second.lower_bound(movement.value_day);
        return day != found->second.end() && !day->second;
    }

    // nullopt: there is no statement at all.
    std::optional<Day> Of(matching::TextId account) const {
        if (as_of_) return as_of_;
        const auto found = days_.find(account);
        return found == days_.end() ? latest_ : std::optional(found->second);
    }

private:
    std::optional<Day> as_of_;
    std::optional<Day> latest_;
    std::map<matching::TextId, Day> days_;
    std::set<matching::TextId> waiting_;
    // The days of statements, and whether one of the day is used.
    std::map<std::pair<matching::TextId, matching::CurrencyIndex>, std::map<Day, bool>> days_of_;
};

// Some banks give each statement the same id, and all pages of one: the second is "S1#2", in the
// order of their files' names.
std::vector<std::string> StatementNames(const Book& book) {
    std::vector<std::size_t> order(book.statements.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return book.statements[i].file; });
    std::map<std::string, int> seen;
    std::vector<std::string> names(order.size());
    for (const auto i : order) {
        const auto& statement = book.statements[i];
        const int nth = statement.used ? ++seen[statement.id] : 1;
        names[i] = nth == 1 ? statement.id : statement.id + "#" + std::to_string(nth);
    }
    return names;
}

class MatchRows {
public:
    MatchRows(const Book& book, const matching::Rules& rules, const matching::Outcome& outcome,
              StatementDays days, RowWriter& writer)
        : book_(book),
          names_(StatementNames(book)),
          rules_(rules),
          outcome_(outcome),
          days_(std::move(days)),
          writer_(writer) {}

    MatchCounts Write() {
        // In the order of what they tell of, whatever pass found them.
        std::vector<const matching::Matched*> matches;
        for (const auto& match : outcome_.matches) matches.push_back(&match);
        std::ranges::sort(matches, {},
                          [&](const auto* match) { return outcome_.LinesOf(*match).front(); });
        for (const auto* match : matches) WriteMatch(*match);
        for (const auto& exception : outcome_.exceptions) WriteException(exception);
        return counts_;
    }

private:
    void WriteMatch(const matching::Matched& match) {
        const auto lines = outcome_.LinesOf(match);
        const auto expectations = outcome_.ExpectationsOf(match);
        const auto& pass = rules_.passes[match.pass];
        ++counts_.matches_by_pass[pass.id];
        counts_.lines_matched += lines.size();
        counts_.expectations_matched += expectations.size();
        OutputRow row{.kind = "match", .what = pass.id, .shape = ShapeOf(lines, expectations)};
        Describe(lines, expectations, row);
        if (row.actual != row.expected) ++counts_.matches_with_difference;
        row.adjustment = matching::ProposeAdjustment(book_, pass, outcome_, match);
        writer_.Write(row);
    }

    static std::string ShapeOf(std::span<const std::uint32_t> lines,
                               std::span<const std::uint32_t> expectations) {
        return std::to_string(lines.size()) + ":" + std::to_string(expectations.size());
    }

    void WriteException(const matching::Exception& exception) {
        const auto no_line = exception.line == matching::kNoRow;
        const auto no_expectation = exception.expectation == matching::kNoRow;
        const auto lines = std::span(&exception.line, no_line ? 0 : 1);
        const auto expectations = std::span(&exception.expectation, no_expectation ? 0 : 1);
        const Movement& movement =
            no_line ? static_cast<const Movement&>(book_.expectations[exception.expectation])
                    : book_.lines[exception.line];
        const auto today = days_.Of(movement.account);
        const bool not_due =
            no_line && (days_.IsWaiting(movement) || (today && movement.value_day > *today));
        OutputRow row{.kind = not_due ? "not_due" : "exception",
                      .what = std::string(matching::NameOf(exception.exception_class)),
                      .shape = {}};
        if (not_due) row.what.clear();
        Describe(lines, expectations, row);
        if (not_due) {
            ++counts_.not_due;
        } else {
            ++counts_.exceptions;
            ++counts_.exceptions_by_class[row.what];
            if (today) row.age_days = std::max(0, *today - movement.value_day);
            row.adjustment = matching::ProposeAdjustment(book_, exception);
        }
        writer_.Write(row);
    }

    void Describe(std::span<const std::uint32_t> lines, std::span<const std::uint32_t> expectations,
                  OutputRow& row) const {
        for (const auto place : expectations) {
            const auto& expected = book_.expectations[place];
            row.expectations.emplace_back(Text(expected.references[matching::kOwnId]));
            row.expected = row.expected.value_or(0) + expected.amount;
            row.expected_day =
                std::max(row.expected_day.value_or(expected.value_day), expected.value_day);
            row.expected_currency = expected.currency;
            row.account = Text(expected.account);
        }
        for (const auto place : lines) {
            const auto& line = book_.lines[place];
            const auto& statement = book_.statements[line.statement];
            row.lines.push_back(names_[line.statement] + ":" + std::to_string(line.position));
            row.files.push_back(statement.file);
            row.line_ids.emplace_back(Text(line.references[matching::kOwnId]));
            row.references.push_back(ReferenceOf(line));
            row.actual = row.actual.value_or(0) + line.amount;
            row.actual_day = std::max(row.actual_day.value_or(line.value_day), line.value_day);
            row.actual_currency = line.currency;
            row.account = Text(line.account);
        }
    }

    // The one by which a person knows the line.
    std::string ReferenceOf(const matching::StatementLine& line) const {
        for (const auto kind :
             {matching::kEndToEnd, matching::kOther, matching::kInstruction, matching::kUetr})
            if (line.references[kind] != matching::kNoText)
                return std::string(Text(line.references[kind]));
        return {};
    }

    std::string_view Text(matching::TextId id) const { return book_.texts.At(id); }

    const Book& book_;
    std::vector<std::string> names_;  // of statements
    const matching::Rules& rules_;
    const matching::Outcome& outcome_;
    StatementDays days_;
    RowWriter& writer_;
    MatchCounts counts_;
};

}  // namespace

MatchCounts WriteMatchRows(const std::string& path, const Book& book, const matching::Rules& rules,
                           const matching::Outcome& outcome, std::optional<Day> as_of) {
    const auto writer = MakeRowWriter(path);
    auto counts = MatchRows(book, rules, outcome, StatementDays(book, as_of), *writer).Write();
    writer->Finish();
    return counts;
}

}  // namespace clearway::reconciliation
