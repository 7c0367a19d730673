// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/classify.h"

#include <algorithm>
#include <cstdlib>
#include <ranges>
#include <span>
#include <tuple>

#include "services/reconciliation/matching/counterparty.h"

namespace clearway::reconciliation::matching {
namespace {

struct Suspect {
    bool other_currency;
    bool other_counterparty;
    bool other_amount;
    std::int64_t difference;  // without sign
    int days;
    Row line;
    Row expectation;

    friend auto operator<=>(const Suspect&, const Suspect&) = default;
};

Suspect Compare(const Desk& desk, const Link& link) {
    const auto& line = desk.Line(link.line);
    const auto& expected = desk.Expected(link.expectation);
    const auto difference = line.amount - expected.amount;
    const Band allowed{.low = -expected.fee_max - expected.tolerance, .high = expected.tolerance};
    const auto who = CompareCounterparties(desk.TheBook().texts, line, expected);
    return {.other_currency = line.currency != expected.currency,
            .other_counterparty = who == SameCounterparty::kNo,
            .other_amount = !allowed.Holds(difference),
            .difference = std::abs(difference),
            .days = DaysApart(line, expected),
            .line = link.line,
            .expectation = link.expectation};
}

ExceptionClass ClassOf(const Suspect& suspect) {
    if (suspect.other_currency) return ExceptionClass::kWrongCurrency;
    return suspect.other_amount ? ExceptionClass::kWrongAmount : ExceptionClass::kWrongDate;
}

class Classifier {
public:
    Classifier(Desk& desk, const AccountRows& account, const ReferenceLinks& links)
        : desk_(desk),
          account_(account),
          links_(links),
          days_(desk.TheRules().ReferenceDays()),
          repeat_days_(desk.TheRules().AmountDays()),
          line_done_(account.lines_end - account.lines_begin),
          expectation_done_(account.expectations_end - account.expectations_begin) {}

    void Run() {
        PairByReference();
        for (auto row = account_.lines_begin; row < account_.lines_end; ++row)
            if (!desk_.LineTaken(row) && !line_done_[row - account_.lines_begin]) ClassifyLine(row);
        for (auto row = account_.expectations_begin; row < account_.expectations_end; ++row)
            if (!desk_.ExpectationTaken(row) && !IsDone(row))
                Report(ExceptionClass::kMissing, kNoRow, row);
    }

private:
    bool IsDone(Row expectation) const {
        return expectation_done_[expectation - account_.expectations_begin];
    }

    bool AreNear(const Suspect& suspect) const {
        return AreWithinDays(desk_.Line(suspect.line), desk_.Expected(suspect.expectation), days_);
    }

    // An open line and an open expectation under one reference; the least different ones first.
    void PairByReference() {
        std::vector<Suspect> suspects;
        for (const auto& link : links_.All())
            if (!desk_.LineTaken(link.line) && !desk_.ExpectationTaken(link.expectation))
                suspects.push_back(Compare(desk_, link));
        std::ranges::sort(suspects);
        for (const auto& suspect : suspects) {
            // No difference: it could not be decided which of several it is, and is not here.
            if (!suspect.other_currency && !suspect.other_amount && AreNear(suspect)) continue;
            auto line_done = line_done_[suspect.line - account_.lines_begin];
            if (line_done || IsDone(suspect.expectation)) continue;
            // What says again what a matched line says is its double, whatever else it resembles.
            if (suspect.other_amount && FindDoubled(suspect.line) != kNoRow) continue;
            line_done = true;
            expectation_done_[suspect.expectation - account_.expectations_begin] = true;
            Report(ClassOf(suspect), suspect.line, suspect.expectation);
        }
    }

    void ClassifyLine(Row row) {
        if (const auto doubled = FindDoubled(row); doubled != kNoRow)
            Report(ExceptionClass::kDuplicate, row, doubled);
        else if (RepeatsANeighbour(row) || RepeatsAMatchedLine(row))
            Report(ExceptionClass::kDuplicate, row, kNoRow);
        else
            Report(ExceptionClass::kExtra, row, kNoRow);
    }

    // The expectation of the same reference and amount that another line has met already.
    Row FindDoubled(Row row) const {
        const auto& line = desk_.Line(row);
        for (const auto& link : links_.Of(row)) {
            const auto& expected = desk_.Expected(link.expectation);
            if (expected.currency == line.currency && expected.amount == line.amount &&
                (desk_.ExpectationTaken(link.expectation) || IsDone(link.expectation)))
                return link.expectation;
        }
        return kNoRow;
    }

    // Lines that say the same lie together: all but the first of them are doubles. The bank calls
    // them two bookings; that it is one payment twice its id or a UETR says.
    bool RepeatsANeighbour(Row row) const {
        if (row == account_.lines_begin) return false;
        const auto& a = desk_.Line(row);
        const auto& b = desk_.Line(row - 1);
        const bool is_one_payment =
            a.references[kOwnId] == b.references[kOwnId] || a.references[kUetr] != kNoText;
        const bool names_something = NamesSomething(a) || a.references[kOwnId] != kNoText;
        return is_one_payment && a.value_day == b.value_day && names_something && SayTheSame(a, b);
    }

    // A line of these days that says the same was expected, and this one was not.
    bool RepeatsAMatchedLine(Row row) const {
        constexpr std::ptrdiff_t kAlikeMax = 256;  // of one day and amount; more say nothing
        const auto& line = desk_.Line(row);
        const bool says_whose = NamesSomething(line) || line.counterparty_account != kNoText ||
                                line.counterparty_name != kNoText;
        if (!says_whose) return false;
        const auto place = [&](Row one) {
            const auto& other = desk_.Line(one);
            return std::tuple(other.currency, other.value_day, other.amount);
        };
        const auto rows = std::views::iota(account_.lines_begin, account_.lines_end);
        const auto reach = repeat_days_ + repeat_days_ / 2 + 2;  // with the weekends between
        for (auto day = line.value_day - reach; day <= line.value_day + reach; ++day) {
            if (std::abs(CountedDay(day) - CountedDay(line.value_day)) > repeat_days_) continue;
            const auto alike = std::ranges::equal_range(
                rows, std::tuple(line.currency, day, line.amount), {}, place);
            if (std::ranges::ssize(alike) <= kAlikeMax && std::ranges::any_of(alike, [&](Row one) {
                    return desk_.LineTaken(one) && SayTheSame(desk_.Line(one), line);
                }))
                return true;
        }
        return false;
    }

    // The bank's own id says nothing of what it is for.
    static bool NamesSomething(const StatementLine& line) {
        return line.text != kNoText ||
               std::ranges::any_of(std::span(line.references).first<kOwnId>(),
                                   [](TextId id) { return id != kNoText; });
    }

    // But for the day and the bank's own id.
    static bool SayTheSame(const StatementLine& a, const StatementLine& b) {
        const auto said = [](const StatementLine& line) {
            return std::tie(line.currency, line.amount, line.references[kUetr],
                            line.references[kEndToEnd], line.references[kInstruction],
                            line.references[kOther], line.text, line.counterparty_account,
                            line.counterparty_name);
        };
        return said(a) == said(b);
    }

    void Report(ExceptionClass exception_class, Row line, Row expectation) {
        desk_.Result().exceptions.push_back({exception_class, line, expectation});
    }

    Desk& desk_;
    const AccountRows& account_;
    const ReferenceLinks& links_;
    int days_;         // that dates may differ under one reference
    int repeat_days_;  // that two lines of one payment may lie apart
    std::vector<bool> line_done_;
    std::vector<bool> expectation_done_;
};

}  // namespace

void Classify(Desk& desk, const AccountRows& account, const ReferenceLinks& links) {
    Classifier(desk, account, links).Run();
}

}  // namespace clearway::reconciliation::matching
