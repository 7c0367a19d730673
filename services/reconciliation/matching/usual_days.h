// SPDX-License-Identifier: Apache-2.0
// How many days lie between what is expected and what the bank books is mostly the same for an
// account: none, or its cycle of settlement, weekends (and of euros the holidays of TARGET) left
// out where nothing is booked on them. A match by reference that lies apart by other days than
// nearly all the others is a wrong date, even where the pass would let it through.
#pragma once

#include "services/reconciliation/matching/book.h"
#include "services/reconciliation/matching/outcome.h"
#include "services/reconciliation/matching/rules.h"

namespace clearway::reconciliation::matching {

// Takes such matches out of the outcome and makes each an exception of it. An account with few
// matches is measured by all of the book; where those are few, or do not agree, nothing is unusual.
void FindUnusualDays(const Book& book, const Rules& rules, Outcome& outcome);

}  // namespace clearway::reconciliation::matching
