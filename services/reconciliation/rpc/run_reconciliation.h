// SPDX-License-Identifier: Apache-2.0
// The call RunReconciliation: proto to command, outcome to proto.
#pragma once

#include "clearway/reconciliation/v1/reconciliation_service.pb.h"
#include "rpc/call_context.h"
#include "services/reconciliation/usecase/run_reconciliation.h"

namespace clearway::reconciliation {

async::Task<core::Result<v1::RunReconciliationResponse>> RunReconciliation(
    ReconciliationRun& run, const rpc::CallContext& call,
    const v1::RunReconciliationRequest& request, std::stop_token stop);

}  // namespace clearway::reconciliation
