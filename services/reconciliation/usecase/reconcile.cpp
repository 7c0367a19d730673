// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/reconcile.h"

#include <unordered_map>

namespace clearway::reconciliation {

namespace {

// Facts in the order in which Decide() counted the versions: closed, opened, reconciled.
std::vector<Fact> MakeFacts(std::span<const Judgement> judgements,
                            std::span<const ClosedBreak> closed, const Changes& changes,
                            core::Timestamp now) {
    std::unordered_map<core::PaymentId, std::int32_t> versions;
    for (const auto& judgement : judgements)
        versions.emplace(judgement.payment_id, judgement.stream_version);
    std::vector<Fact> facts;
    const auto add = [&](const core::PaymentId& payment, auto what) {
        facts.push_back({.payment_id = payment,
                         .version = ++versions[payment],
                         .occurred_at = now,
                         .what = std::move(what)});
    };
    for (const auto& one : closed) add(one.payment_id, BreakClosed{one.break_id, one.reason});
    for (const auto& one : changes.opened)
        add(one.payment_id, BreakDetected{one.break_id, one.reason});
    for (const auto& payment : changes.reconciled) add(payment, PaymentReconciled{});
    return facts;
}

}  // namespace

RunOutcome Reconcile(Books& books, const ReconcileOptions& options, core::Timestamp now,
                     std::vector<Fact>& facts) {
    const auto late_before = now - options.grace;
    const auto due = books.LockDue(late_before, options.payments_max);
    RunOutcome outcome;
    outcome.payments_checked = static_cast<std::int64_t>(due.size());
    outcome.more = outcome.payments_checked == options.payments_max;
    if (!due.empty()) {
        const auto judgements = books.Judge(due, late_before);
        const auto changes = Decide(judgements, now);
        const auto closed = books.Close(changes.closed, now);
        books.Open(changes.opened);
        books.Save(changes.checks, changes.matched_more);
        for (auto& fact : MakeFacts(judgements, closed, changes, now))
            facts.push_back(std::move(fact));
        outcome.breaks_new = static_cast<std::int64_t>(changes.opened.size());
        outcome.breaks_closed = static_cast<std::int64_t>(closed.size());
    }
    if (!outcome.more) outcome.totals = books.ReadTotals();
    return outcome;
}

}  // namespace clearway::reconciliation
