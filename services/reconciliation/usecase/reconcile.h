// SPDX-License-Identifier: Apache-2.0
// One piece of a reconciliation run: judges again what has been in flight for too long. Runs inside
// the writer's transaction.
#pragma once

#include <chrono>
#include <vector>

#include "services/reconciliation/domain/fact.h"
#include "services/reconciliation/usecase/ports.h"

namespace clearway::reconciliation {

struct ReconcileOptions {
    std::chrono::seconds grace;  // how long a payment may be on its way
    std::int64_t lists_max;      // of payments in flight, a piece
};

struct RunOutcome {
    std::int64_t payments_checked = 0;
    std::int64_t breaks_new = 0;
    std::int64_t breaks_closed = 0;
    bool more = false;  // the piece was full: call again
    Totals totals;      // after the last piece
};

RunOutcome Reconcile(Books& books, const ReconcileOptions& options, core::Timestamp now,
                     std::vector<Fact>& facts);

}  // namespace clearway::reconciliation
