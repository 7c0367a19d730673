// SPDX-License-Identifier: Apache-2.0
// Gives a class to what no pass matched: references say which line was meant for which expectation,
// and what differs between the two says what went wrong.
#pragma once

#include "services/reconciliation/matching/reference_links.h"

namespace clearway::reconciliation::matching {

// The rows of an account that are still open become exceptions of the desk's result.
void Classify(Desk& desk, const AccountRows& account, const ReferenceLinks& links);

}  // namespace clearway::reconciliation::matching
