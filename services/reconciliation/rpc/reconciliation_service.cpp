// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/rpc/reconciliation_service.h"

#include "services/reconciliation/rpc/list_breaks.h"
#include "services/reconciliation/rpc/run_reconciliation.h"

namespace clearway::reconciliation {

namespace {

constexpr char kRun[] = "clearway.reconciliation.v1.ReconciliationService.RunReconciliation";
constexpr char kList[] = "clearway.reconciliation.v1.ReconciliationService.ListBreaks";

}  // namespace

ReconciliationService::ReconciliationService(rpc::Adapter& adapter, ReconciliationRun& run,
                                             BreakReader& breaks, std::stop_token stop)
    : adapter_(adapter),
      run_([&run, stop = std::move(stop)](rpc::CallContext& call,
                                          const v1::RunReconciliationRequest& request) {
          return reconciliation::RunReconciliation(run, call, request, stop);
      }),
      list_([&breaks](rpc::CallContext&, const v1::ListBreaksRequest& request) {
          return ListBreaksCall(breaks, request);
      }) {
    adapter_.Offer(kRun, run_);
    adapter_.Offer(kList, list_);
}

grpc::ServerUnaryReactor* ReconciliationService::RunReconciliation(
    grpc::CallbackServerContext* context, const v1::RunReconciliationRequest* request,
    v1::RunReconciliationResponse* response) {
    return adapter_.Serve<v1::RunReconciliationRequest, v1::RunReconciliationResponse>(
        context, request, response, kRun, run_);
}

grpc::ServerUnaryReactor* ReconciliationService::ListBreaks(grpc::CallbackServerContext* context,
                                                            const v1::ListBreaksRequest* request,
                                                            v1::ListBreaksResponse* response) {
    return adapter_.Serve<v1::ListBreaksRequest, v1::ListBreaksResponse>(context, request, response,
                                                                         kList, list_);
}

}  // namespace clearway::reconciliation
