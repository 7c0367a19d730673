// SPDX-License-Identifier: Apache-2.0
// A payment's trail as messages.
#pragma once

#include "clearway/reconciliation/v1/lineage_service.pb.h"
#include "services/reconciliation/domain/lineage/payment_trail.h"

namespace clearway::reconciliation {

// What the payment's own facts tell, without what statements show.
v1::PaymentLineage ToPartner(const PaymentTrail& trail);

// What is for operators: all but `payment`.
void AddEvidence(const PaymentTrail& trail, v1::PaymentTrail& out);

}  // namespace clearway::reconciliation
