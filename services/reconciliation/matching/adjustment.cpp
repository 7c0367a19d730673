// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/adjustment.h"

namespace clearway::reconciliation::matching {
namespace {

// Our books get what the bank's have more, or give back what they have less.
Adjustment Post(std::int64_t more_at_the_bank, CurrencyIndex currency,
                std::string_view other = kSuspense) {
    const bool more = more_at_the_bank > 0;
    Adjustment adjustment{.debit = more ? kNostro : other,
                          .credit = more ? other : kNostro,
                          .amount = more ? more_at_the_bank : -more_at_the_bank,
                          .currency = currency,
                          .text = {}};
    adjustment.text =
        "debit " + std::string(adjustment.debit) + ", credit " + std::string(adjustment.credit) +
        " " + FormatAmount(adjustment.amount, currency) + " " + std::string(CodeOf(currency));
    return adjustment;
}

}  // namespace

Adjustment ProposeAdjustment(const Book& book, const Exception& exception) {
    const auto* line = exception.line == kNoRow ? nullptr : &book.lines[exception.line];
    const auto* expected =
        exception.expectation == kNoRow ? nullptr : &book.expectations[exception.expectation];
    switch (exception.exception_class) {
        case ExceptionClass::kMissing: return Post(-expected->amount, expected->currency);
        case ExceptionClass::kExtra:
        case ExceptionClass::kDuplicate: return Post(line->amount, line->currency);
        case ExceptionClass::kWrongAmount:
            return Post(line->amount - expected->amount, line->currency);
        case ExceptionClass::kWrongDate:
            return {.debit = {},
                    .credit = {},
                    .amount = 0,
                    .currency = line->currency,
                    .text = "move the value date to " + FormatDay(line->value_day)};
        case ExceptionClass::kWrongCurrency: {
            auto adjustment = Post(line->amount, line->currency);
            adjustment.text += "; " + Post(-expected->amount, expected->currency).text;
            return adjustment;
        }
    }
    return {};
}

Adjustment ProposeAdjustment(const Book& book, const Pass& pass, const Outcome& outcome,
                             const Matched& match) {
    const auto lines = outcome.LinesOf(match);
    const auto expectations = outcome.ExpectationsOf(match);
    if (lines.empty() || expectations.empty()) return {};
    const auto currency = book.lines[lines.front()].currency;
    std::int64_t difference = 0;
    std::int64_t expected = 0;
    std::int64_t tolerance = 0;
    for (const auto row : lines) difference += book.lines[row].amount;
    for (const auto row : expectations) {
        expected += book.expectations[row].amount;
        tolerance += book.expectations[row].tolerance;
    }
    difference -= expected;
    if (difference == 0) return {};
    // The most by which a pass lets lines be more is no fee.
    const auto most = pass.BandFor(expected, currency).high + tolerance;
    return Post(difference, currency, -difference > most ? kFees : kRounding);
}

}  // namespace clearway::reconciliation::matching
