// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/reconcile.h"

#include "services/reconciliation/usecase/prove.h"

namespace clearway::reconciliation {

RunOutcome Reconcile(Books& books, const ReconcileOptions& options, core::Timestamp now,
                     std::vector<Fact>& facts) {
    const auto late_before = now - options.grace;
    const auto due = books.TakeDue(late_before, options.lists_max);
    RunOutcome outcome;
    outcome.more = due.lists == options.lists_max;
    // Most have arrived since they were listed. One that had later news is on a later list, too.
    auto records = books.LoadInFlight(due.payments);
    if (!records.empty()) {
        const auto proof = Prove(books, records, late_before, now, facts);
        outcome.payments_checked = static_cast<std::int64_t>(records.size());
        outcome.breaks_new = proof.breaks_new;
        outcome.breaks_closed = proof.breaks_closed;
    }
    if (!outcome.more) outcome.totals = books.ReadTotals();
    return outcome;
}

}  // namespace clearway::reconciliation
