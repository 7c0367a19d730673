// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/decide.h"

#include <string>

namespace clearway::reconciliation {

namespace {

// Deterministic: a batch that is decided again after a rollback opens the same break.
core::Uuid DeriveBreakId(const core::PaymentId& payment, BreakReason reason, std::int32_t version) {
    return core::Uuid::Derive(payment.value, "break/" + std::string(NameOf(reason)) + "/" +
                                                 std::to_string(version));
}

void DecideOne(const Judgement& judgement, core::Timestamp now, Changes& changes) {
    auto version = judgement.stream_version;
    for (const auto reason : ReasonsIn(judgement.open & ~judgement.found)) {
        changes.closed.push_back({judgement.payment_id, reason});
        ++version;
    }
    for (const auto reason : ReasonsIn(judgement.found & ~judgement.open)) {
        ++version;
        changes.opened.push_back({.break_id = DeriveBreakId(judgement.payment_id, reason, version),
                                  .payment_id = judgement.payment_id,
                                  .reason = reason,
                                  .expected = judgement.expected,
                                  .actual = judgement.actual,
                                  .detected_at = now,
                                  .closed_at = {}});
    }
    if (judgement.matched && !judgement.reconciled) {
        changes.reconciled.push_back(judgement.payment_id);
        ++version;
    }
    changes.matched_more += (judgement.matched ? 1 : 0) - (judgement.was_matched ? 1 : 0);
    changes.checks.push_back(
        {.payment_id = judgement.payment_id,
         .due_since = judgement.in_flight ? std::optional(judgement.since) : std::nullopt,
         .matched = judgement.matched,
         .reconciled = judgement.reconciled || judgement.matched,
         .stream_version = version});
}

}  // namespace

Changes Decide(std::span<const Judgement> judgements, core::Timestamp now) {
    Changes changes;
    for (const auto& judgement : judgements) DecideOne(judgement, now, changes);
    return changes;
}

}  // namespace clearway::reconciliation
