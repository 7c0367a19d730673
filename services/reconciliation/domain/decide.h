// SPDX-License-Identifier: Apache-2.0
// From what the proof found to what changes: which breaks open, which close, and which payment is
// reconciled for the first time. Pure; the proof itself is SQL (store/sql/judge.sql).
#pragma once

#include <span>
#include <vector>

#include "services/reconciliation/domain/break.h"

namespace clearway::reconciliation {

// The proof's answer for one payment, beside what was known before.
struct Judgement {
    core::PaymentId payment_id;
    ReasonSet found;     // reasons that hold now
    ReasonSet open;      // reasons with an open break
    bool in_flight;      // on its way and within the grace time
    bool matched;        // both sides agree for good
    bool was_matched;
    bool reconciled;     // PaymentReconciled was told before
    core::Timestamp since;
    std::optional<core::Money> expected;
    std::optional<core::Money> actual;
    std::int32_t stream_version;  // of the payment's reconciliation stream
};

struct BreakKey {
    core::PaymentId payment_id;
    BreakReason reason;
};

// What is remembered of a payment until it is judged again.
struct Check {
    core::PaymentId payment_id;
    std::optional<core::Timestamp> due_since;  // in flight since; absent: only news brings it back
    bool matched;
    bool reconciled;
    std::int32_t stream_version;
};

struct Changes {
    std::vector<Break> opened;
    std::vector<BreakKey> closed;
    std::vector<Check> checks;
    std::vector<core::PaymentId> reconciled;
    std::int64_t matched_more = 0;  // matched now and not before, less the opposite
};

Changes Decide(std::span<const Judgement> judgements, core::Timestamp now);

}  // namespace clearway::reconciliation
