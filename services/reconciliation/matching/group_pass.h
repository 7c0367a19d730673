// SPDX-License-Identifier: Apache-2.0
// Groups: a line that pays several expectations, an expectation that is paid by several lines, and
// several of each. Evidence says which rows could belong together, the sum says that they do; only
// a group that is the only one is matched.
#pragma once

#include "services/reconciliation/matching/reference_links.h"

namespace clearway::reconciliation::matching {

void RunGroupPass(Desk& desk, const ReferenceLinks& links, std::size_t pass, Partition& partition);

}  // namespace clearway::reconciliation::matching
