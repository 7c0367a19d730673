// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/fact.h"

namespace clearway::reconciliation {

core::Uuid ReconciliationStream(const core::PaymentId& payment) {
    return core::Uuid::Derive(payment.value, "reconciliation");
}

}  // namespace clearway::reconciliation
