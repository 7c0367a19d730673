// SPDX-License-Identifier: Apache-2.0
// The gRPC service: one line a call, everything else is the adapter's and the call's own file.
#pragma once

#include "rpc/service.h"
#include "services/reconciliation/usecase/list_breaks.h"
#include "services/reconciliation/usecase/run_reconciliation.h"

namespace clearway::reconciliation {

class ReconciliationService final : public rpc::Service {
public:
    // The references must outlive the server. `stop` ends runs early.
    ReconciliationService(rpc::Adapter& adapter, ReconciliationRun& run, BreakReader& breaks,
                          std::stop_token stop);
};

}  // namespace clearway::reconciliation
