// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/rpc/reconciliation_service.h"

#include "clearway/reconciliation/v1/reconciliation_service.pb.h"
#include "services/reconciliation/rpc/list_breaks.h"
#include "services/reconciliation/rpc/run_reconciliation.h"

namespace clearway::reconciliation {

ReconciliationService::ReconciliationService(rpc::Adapter& adapter, ReconciliationRun& run,
                                             BreakReader& breaks, std::stop_token stop)
    : Service(adapter, "clearway.reconciliation.v1.ReconciliationService") {
    Serve("RunReconciliation",
          [&run, stop = std::move(stop)](rpc::CallContext& call,
                                         const v1::RunReconciliationRequest& request) {
              return RunReconciliation(run, call, request, stop);
          });
    Serve("ListBreaks", [&breaks](rpc::CallContext&, const v1::ListBreaksRequest& request) {
        return ListBreaksCall(breaks, request);
    });
}

}  // namespace clearway::reconciliation
