// SPDX-License-Identifier: Apache-2.0
// clearway.settlement.v1.SuspenseService: money in suspense, for operators. Messages in, use case,
// messages out. Never: SQL, Kafka, a state check.
#pragma once

#include "clearway/settlement/v1/suspense_service.grpc.pb.h"
#include "rpc/unary_handler.h"
#include "services/settlement/usecase/suspense_calls.h"

namespace clearway::settlement {

class SuspenseServiceRpc final : public v1::SuspenseService::CallbackService {
public:
    // All references must outlive the server.
    SuspenseServiceRpc(rpc::Adapter& adapter, usecase::SuspenseDesk desk);

    grpc::ServerUnaryReactor* ListSuspendedTransfers(
        grpc::CallbackServerContext* context, const v1::ListSuspendedTransfersRequest* request,
        v1::ListSuspendedTransfersResponse* response) override;
    grpc::ServerUnaryReactor* ReleaseSuspendedTransfer(
        grpc::CallbackServerContext* context, const v1::ReleaseSuspendedTransferRequest* request,
        v1::SuspendedTransfer* response) override;

private:
    async::Task<core::Result<v1::ListSuspendedTransfersResponse>> List(
        rpc::CallContext& call, const v1::ListSuspendedTransfersRequest& request);
    async::Task<core::Result<v1::SuspendedTransfer>> Release(
        rpc::CallContext& call, const v1::ReleaseSuspendedTransferRequest& request);

    rpc::Adapter& adapter_;
    const usecase::SuspenseDesk desk_;
    const rpc::Handler<v1::ListSuspendedTransfersRequest, v1::ListSuspendedTransfersResponse> list_;
    const rpc::Handler<v1::ReleaseSuspendedTransferRequest, v1::SuspendedTransfer> release_;
};

}  // namespace clearway::settlement
