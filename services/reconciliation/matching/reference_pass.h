// SPDX-License-Identifier: Apache-2.0
// One line and one expectation with the same reference, as it is written, in its normalised form,
// or cut at the length that a format leaves for it. The amount must be the same, within what the
// expectation and the pass allow; another amount under the same reference is no match.
#pragma once

#include "services/reconciliation/matching/desk.h"

namespace clearway::reconciliation::matching {

// Of the passes exact_reference, normalised_reference and truncated_reference. The references of
// the partition's expectations are normalised for all but the first.
void RunReferencePass(Desk& desk, std::size_t pass, const Partition& partition);

}  // namespace clearway::reconciliation::matching
