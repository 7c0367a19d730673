// SPDX-License-Identifier: Apache-2.0
// One line and one expectation by amount and value date, when neither could belong to anything
// else: two partners that are equally possible are never guessed between. First among rows of the
// same counterparty's account, then of the same name, then among all.
#pragma once

#include "services/reconciliation/matching/reference_links.h"

namespace clearway::reconciliation::matching {

void RunAmountPass(Desk& desk, const ReferenceLinks& links, std::size_t pass, Partition& partition);

}  // namespace clearway::reconciliation::matching
