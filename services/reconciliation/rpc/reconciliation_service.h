// SPDX-License-Identifier: Apache-2.0
// The gRPC service: one line a call, everything else is the adapter's and the call's own file.
#pragma once

#include "clearway/reconciliation/v1/reconciliation_service.grpc.pb.h"
#include "rpc/unary_handler.h"
#include "services/reconciliation/usecase/list_breaks.h"
#include "services/reconciliation/usecase/run_reconciliation.h"

namespace clearway::reconciliation {

class ReconciliationService final : public v1::ReconciliationService::CallbackService {
public:
    // The references must outlive the server. `stop` ends runs early.
    ReconciliationService(rpc::Adapter& adapter, ReconciliationRun& run, BreakReader& breaks,
                          std::stop_token stop);

    grpc::ServerUnaryReactor* RunReconciliation(grpc::CallbackServerContext* context,
                                                const v1::RunReconciliationRequest* request,
                                                v1::RunReconciliationResponse* response) override;
    grpc::ServerUnaryReactor* ListBreaks(grpc::CallbackServerContext* context,
                                         const v1::ListBreaksRequest* request,
                                         v1::ListBreaksResponse* response) override;

private:
    rpc::Adapter& adapter_;
    rpc::Handler<v1::RunReconciliationRequest, v1::RunReconciliationResponse> run_;
    rpc::Handler<v1::ListBreaksRequest, v1::ListBreaksResponse> list_;
};

}  // namespace clearway::reconciliation
