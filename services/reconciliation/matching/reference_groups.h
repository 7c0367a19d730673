// SPDX-License-Identifier: Apache-2.0
// Groups whose rows share references: batches, payments in parts, several invoices paid together.
#pragma once

#include "services/reconciliation/matching/reference_links.h"

namespace clearway::reconciliation::matching {

void RunReferenceGroups(Desk& desk, const ReferenceLinks& links, std::size_t index,
                        Partition& partition);

}  // namespace clearway::reconciliation::matching
