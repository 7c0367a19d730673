// SPDX-License-Identifier: Apache-2.0
// What would set the books right after an exception, as a proposal: who posts it is a person, and a
// second one. Nostro is the account at the bank as our books have it; suspense takes what nobody
// has explained yet, fees what banks took off, rounding what rates and roundings left over.
#pragma once

#include <string>
#include <string_view>

#include "services/reconciliation/matching/book.h"
#include "services/reconciliation/matching/outcome.h"
#include "services/reconciliation/matching/rules.h"

namespace clearway::reconciliation::matching {

inline constexpr std::string_view kNostro = "nostro";
inline constexpr std::string_view kSuspense = "suspense";
inline constexpr std::string_view kFees = "fees";
inline constexpr std::string_view kRounding = "rounding";

struct Adjustment {
    std::string_view debit;  // one of these; empty: nothing is to be posted
    std::string_view credit;
    std::int64_t amount = 0;  // positive
    CurrencyIndex currency = 0;
    std::string text;
};

Adjustment ProposeAdjustment(const Book& book, const Exception& exception);
// Of what the pass let the rows of a match differ by: rounding takes what its amount and drift let
// pass, fees what is short by more. Amount 0: they do not differ.
Adjustment ProposeAdjustment(const Book& book, const Pass& pass, const Outcome& outcome,
                             const Matched& match);

}  // namespace clearway::reconciliation::matching
