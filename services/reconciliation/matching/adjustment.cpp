// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/adjustment.h"

namespace clearway::reconciliation::matching {
namespace {

constexpr std::string_view kNostro = "nostro";
constexpr std::string_view kSuspense = "suspense";

// Our books get what the bank's have more, or give back what they have less.
Adjustment Post(std::int64_t more_at_the_bank, CurrencyIndex currency) {
    const bool more = more_at_the_bank > 0;
    Adjustment adjustment{.debit = more ? kNostro : kSuspense,
                          .credit = more ? kSuspense : kNostro,
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

}  // namespace clearway::reconciliation::matching
