// SPDX-License-Identifier: Apache-2.0
// One line and one expectation by amount and value date, when neither could belong to anything
// else: two partners that are equally possible are never guessed between.
#pragma once

#include "services/reconciliation/matching/reference_links.h"

namespace clearway::reconciliation::matching {

void RunAmountPass(Desk& desk, const ReferenceLinks& links, std::size_t pass,
                   const Partition& partition);

}  // namespace clearway::reconciliation::matching
