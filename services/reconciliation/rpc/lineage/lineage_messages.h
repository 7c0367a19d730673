// SPDX-License-Identifier: Apache-2.0
// Lineage as messages, and requests about it checked.
#pragma once

#include "clearway/reconciliation/v1/lineage_service.pb.h"
#include "services/reconciliation/usecase/lineage/lineage_desk.h"

namespace clearway::reconciliation {

// `now`: to which the age of exceptions is counted.
v1::Lineage ToProto(const Lineage& lineage, core::Timestamp now);

// What its partner may see of the payment: nothing of checks, routes, files of statements or other
// payments.
v1::PaymentLineage ToPartner(const PaymentTrail& trail, const Lineage& lineage);

// kInvalidArgument.
core::Result<LineageSubject> ReadSubject(const v1::GetLineageRequest& request);

}  // namespace clearway::reconciliation
