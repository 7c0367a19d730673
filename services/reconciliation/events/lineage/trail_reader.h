// SPDX-License-Identifier: Apache-2.0
// A kept fact added to a payment's trail.
#pragma once

#include "clearway/reconciliation/v1/lineage_facts.pb.h"
#include "services/reconciliation/domain/lineage/payment_trail.h"
#include "services/reconciliation/events/lineage/fact_kind.h"

namespace clearway::reconciliation {

// Facts of one stream must come in the order of their versions. A kind that is not known, of a
// later release, tells nothing. Throws std::runtime_error for a fact that cannot be read.
void Add(const v1::KeptFact& fact, PaymentTrail& trail);

}  // namespace clearway::reconciliation
