// SPDX-License-Identifier: Apache-2.0
// What would set the books right after an exception, as a proposal: who posts it is a person, and a
// second one. Nostro is the account at the bank as our books have it; suspense takes what nobody
// has explained yet.
#pragma once

#include <string>
#include <string_view>

#include "services/reconciliation/matching/book.h"
#include "services/reconciliation/matching/outcome.h"

namespace clearway::reconciliation::matching {

struct Adjustment {
    std::string_view debit;  // "nostro", "suspense"; empty: nothing is to be posted
    std::string_view credit;
    std::int64_t amount = 0;  // positive
    CurrencyIndex currency = 0;
    std::string text;
};

Adjustment ProposeAdjustment(const Book& book, const Exception& exception);

}  // namespace clearway::reconciliation::matching
