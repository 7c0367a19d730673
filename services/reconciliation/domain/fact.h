// SPDX-License-Identifier: Apache-2.0
// The facts that reconciliation publishes, on one stream a payment.
#pragma once

#include <cstdint>
#include <variant>

#include "services/reconciliation/domain/break.h"

namespace clearway::reconciliation {

struct BreakDetected {
    core::Uuid break_id;
    BreakReason reason;
};
struct BreakClosed {
    core::Uuid break_id;
    BreakReason reason;
};
struct PaymentReconciled {};

// The stream of a payment's proof.
core::Uuid ReconciliationStream(const core::PaymentId& payment);

struct Fact {
    core::PaymentId payment_id;
    std::int32_t version;
    core::Timestamp occurred_at;
    std::variant<BreakClosed, BreakDetected, PaymentReconciled> what;
};

}  // namespace clearway::reconciliation
