// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/statements/unit_result.h"

#include <algorithm>

#include "services/reconciliation/matching/adjustment.h"
#include "services/reconciliation/matching/matcher.h"
#include "services/reconciliation/usecase/statements/kept_file.h"

namespace clearway::reconciliation {
namespace {

// Of the platform, made once at random.
constexpr char kNamespace[] = "c3b0f6a4-51de-4f0c-93c5-7a1e64b2f08d";

core::Uuid MatchIdOf(const UnitMatch& match) {
    static const auto name_space = *core::Uuid::Parse(kNamespace);
    std::vector<std::string> members;
    for (const auto& line : match.lines) members.push_back(line.ToString());
    for (const auto& one : match.expectations) members.push_back(one.ToString());
    std::ranges::sort(members);
    auto name = match.pass;
    for (const auto& member : members) name += "/" + member;
    return core::Uuid::Derive(name_space, name);
}

class Finder {
public:
    Finder(const UnitBook& unit, const matching::Rules& rules, core::Timestamp at)
        : unit_(unit), rules_(rules), at_(at) {
        for (const auto& statement : unit.book.statements)
            last_day_ = std::max(last_day_.value_or(statement.day), statement.day);
    }

    UnitResult Find(const matching::Outcome& outcome) {
        result_.account = unit_.account;
        result_.last_day = last_day_;
        std::vector<bool> line_matched(unit_.book.lines.size());
        std::vector<bool> expected_matched(unit_.book.expectations.size());
        for (const auto& match : outcome.matches) {
            if (NamesSettled(outcome, match)) {
                LeaveOpen(outcome, match);
                continue;
            }
            for (const auto row : outcome.LinesOf(match)) line_matched[row] = true;
            for (const auto row : outcome.ExpectationsOf(match)) expected_matched[row] = true;
            AddMatch(outcome, match);
        }
        for (std::size_t row = 0; row < line_matched.size(); ++row)
            if (!line_matched[row] && !IsSettledLine(row))
                result_.unmatched_lines.push_back(LineId(row));
        for (std::size_t row = 0; row < expected_matched.size(); ++row)
            if (!expected_matched[row] && !Expected(row).settled)
                result_.unmatched_expectations.push_back(Expected(row).transfer_id);
        for (const auto& exception : outcome.exceptions) AddUnlessSettled(exception);
        return std::move(result_);
    }

private:
    core::Uuid LineId(std::size_t row) const { return unit_.LineId(unit_.book.lines[row]); }
    const UnitBook::Expected& Expected(std::size_t row) const {
        return unit_.Of(unit_.book.expectations[row]);
    }

    bool IsSettledLine(std::size_t row) const { return unit_.IsSettled(unit_.book.lines[row]); }

    bool NamesSettled(const matching::Outcome& outcome, const matching::Matched& match) const {
        return std::ranges::any_of(outcome.LinesOf(match),
                                   [&](auto row) { return IsSettledLine(row); }) ||
               std::ranges::any_of(outcome.ExpectationsOf(match),
                                   [&](auto row) { return Expected(row).settled; });
    }

    // Of a match with what is settled otherwise, the rows that are not.
    void LeaveOpen(const matching::Outcome& outcome, const matching::Matched& match) {
        for (const auto row : outcome.LinesOf(match))
            AddUnlessSettled({matching::ExceptionClass::kExtra, row, matching::kNoRow});
        for (const auto row : outcome.ExpectationsOf(match))
            AddUnlessSettled({matching::ExceptionClass::kMissing, matching::kNoRow, row});
    }

    // Of a pair of which one is settled, the other one by itself; but a double names what it says
    // again, settled or not.
    void AddUnlessSettled(matching::Exception found) {
        using Class = matching::ExceptionClass;
        const bool has_line = found.line != matching::kNoRow;
        const bool has_expected = found.expectation != matching::kNoRow;
        const bool line_settled = has_line && IsSettledLine(found.line);
        const bool expected_settled = has_expected && Expected(found.expectation).settled;
        if (found.exception_class == Class::kDuplicate) {
            if (!line_settled) AddException(found);
            return;
        }
        if (line_settled && has_expected && !expected_settled)
            found = {Class::kMissing, matching::kNoRow, found.expectation};
        else if (expected_settled && has_line && !line_settled)
            found = {Class::kExtra, found.line, matching::kNoRow};
        else if (line_settled || expected_settled)
            return;
        AddException(found);
    }

    void AddMatch(const matching::Outcome& outcome, const matching::Matched& found) {
        UnitMatch match{
            .match_id = {}, .pass = rules_.passes[found.pass].id, .lines = {}, .expectations = {}};
        for (const auto row : outcome.LinesOf(found)) match.lines.push_back(LineId(row));
        for (const auto row : outcome.ExpectationsOf(found))
            match.expectations.push_back(Expected(row).transfer_id);
        match.match_id = MatchIdOf(match);
        AddDifference(outcome, found, match);
        result_.matches.push_back(std::move(match));
    }

    // What a pass lets lines and expectations differ by is matched, and still to be posted.
    void AddDifference(const matching::Outcome& outcome, const matching::Matched& found,
                       const UnitMatch& match) {
        const auto adjustment =
            matching::ProposeAdjustment(unit_.book, rules_.passes[found.pass], outcome, found);
        if (adjustment.amount == 0) return;
        const bool is_fee = adjustment.debit == matching::kFees;
        const auto& lines = outcome.LinesOf(found);
        StatementException exception{
            .exception_id = {},
            .account = unit_.account,
            .exception_class = is_fee ? "fee" : "rounding",
            .line_id = std::ranges::min(match.lines),
            .expectation_id = std::ranges::min(match.expectations),
            .currency = *core::Currency::Parse(matching::CodeOf(adjustment.currency)),
            .opened_at = at_,
            .changed_at = at_};
        for (const auto row : lines)
            exception.value_day =
                std::max<std::int64_t>(exception.value_day, unit_.book.lines[row].value_day);
        for (const auto row : outcome.ExpectationsOf(found))
            if (Expected(row).transfer_id == *exception.expectation_id)
                exception.payment_id = Expected(row).payment_id;
        exception.adjustment = {.debit_nostro = adjustment.debit == matching::kNostro,
                                .amount_minor = adjustment.amount,
                                .text = adjustment.text,
                                .other_side = is_fee ? OtherSide::kFees : OtherSide::kRounding};
        exception.exception_id = ExceptionIdOf(exception.account, exception.exception_class,
                                               exception.line_id, exception.expectation_id);
        result_.exceptions.push_back(std::move(exception));
    }

    void AddException(const matching::Exception& found) {
        const bool no_line = found.line == matching::kNoRow;
        const auto& movement =
            no_line
                ? static_cast<const matching::Movement&>(unit_.book.expectations[found.expectation])
                : unit_.book.lines[found.line];
        if (no_line && (!last_day_ || movement.value_day > *last_day_)) {
            ++result_.not_due;
            return;
        }
        StatementException exception{
            .exception_id = {},
            .account = unit_.account,
            .exception_class = std::string(matching::NameOf(found.exception_class)),
            .currency = *core::Currency::Parse(matching::CodeOf(movement.currency)),
            .value_day = movement.value_day,
            .opened_at = at_,
            .changed_at = at_};
        if (!no_line) exception.line_id = LineId(found.line);
        if (found.expectation != matching::kNoRow) {
            exception.expectation_id = Expected(found.expectation).transfer_id;
            exception.payment_id = Expected(found.expectation).payment_id;
        }
        exception.exception_id = ExceptionIdOf(exception.account, exception.exception_class,
                                               exception.line_id, exception.expectation_id);
        Suggest(found, exception);
        result_.exceptions.push_back(std::move(exception));
    }

    void Suggest(const matching::Exception& found, StatementException& exception) const {
        const auto adjustment = matching::ProposeAdjustment(unit_.book, found);
        exception.adjustment.text = adjustment.text;
        exception.adjustment.debit_nostro = adjustment.debit == matching::kNostro;
        exception.adjustment.amount_minor = adjustment.amount;
        if (found.exception_class != matching::ExceptionClass::kWrongCurrency) return;
        const auto& expected = unit_.book.expectations[found.expectation];
        exception.adjustment.second = {
            .currency = *core::Currency::Parse(matching::CodeOf(expected.currency)),
            .minor = -expected.amount};
    }

    const UnitBook& unit_;
    const matching::Rules& rules_;
    core::Timestamp at_;
    std::optional<matching::Day> last_day_;
    UnitResult result_;
};

}  // namespace

core::Uuid UnitBook::LineId(const matching::StatementLine& line) const {
    const auto& statement = statements[line.statement];
    return StatementLineId(statement.file_id, statement.place, line.position);
}

UnitResult FindResult(UnitBook& unit, const matching::Rules& rules, core::Timestamp at) {
    matching::Seal(unit.book, rules.references);
    return Finder(unit, rules, at).Find(matching::Match(unit.book, rules));
}

}  // namespace clearway::reconciliation
