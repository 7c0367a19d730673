// SPDX-License-Identifier: Apache-2.0
// clearway.settlement.v1.RailTransferService: payments at rails for operators. Messages in, use
// case, messages out. Never: SQL, Kafka, a state check.
#pragma once

#include "clearway/settlement/v1/rail_service.grpc.pb.h"
#include "rpc/unary_handler.h"
#include "services/settlement/usecase/rails/rail_calls.h"

namespace clearway::settlement {

class RailTransferServiceRpc final : public v1::RailTransferService::CallbackService {
public:
    // All references must outlive the server.
    RailTransferServiceRpc(rpc::Adapter& adapter, usecase::RailDesk desk);

    grpc::ServerUnaryReactor* GetRailTransfer(grpc::CallbackServerContext* context,
                                              const v1::GetRailTransferRequest* request,
                                              v1::RailTransferDetails* response) override;
    grpc::ServerUnaryReactor* ListWaitingRailTransfers(
        grpc::CallbackServerContext* context, const v1::ListWaitingRailTransfersRequest* request,
        v1::ListWaitingRailTransfersResponse* response) override;
    grpc::ServerUnaryReactor* DecideRailTransfer(grpc::CallbackServerContext* context,
                                                 const v1::DecideRailTransferRequest* request,
                                                 v1::RailTransferDetails* response) override;
    grpc::ServerUnaryReactor* RecallRailTransfer(grpc::CallbackServerContext* context,
                                                 const v1::RecallRailTransferRequest* request,
                                                 v1::RailTransferDetails* response) override;
    grpc::ServerUnaryReactor* ListRailConflicts(grpc::CallbackServerContext* context,
                                                const v1::ListRailConflictsRequest* request,
                                                v1::ListRailConflictsResponse* response) override;
    grpc::ServerUnaryReactor* ResolveRailConflict(
        grpc::CallbackServerContext* context, const v1::ResolveRailConflictRequest* request,
        v1::ResolveRailConflictResponse* response) override;

private:
    async::Task<core::Result<v1::RailTransferDetails>> Get(
        rpc::CallContext& call, const v1::GetRailTransferRequest& request);
    async::Task<core::Result<v1::ListWaitingRailTransfersResponse>> ListWaiting(
        rpc::CallContext& call, const v1::ListWaitingRailTransfersRequest& request);
    async::Task<core::Result<v1::RailTransferDetails>> Decide(
        rpc::CallContext& call, const v1::DecideRailTransferRequest& request);
    async::Task<core::Result<v1::RailTransferDetails>> Recall(
        rpc::CallContext& call, const v1::RecallRailTransferRequest& request);
    async::Task<core::Result<v1::ListRailConflictsResponse>> ListConflicts(
        rpc::CallContext& call, const v1::ListRailConflictsRequest& request);
    async::Task<core::Result<v1::ResolveRailConflictResponse>> Resolve(
        rpc::CallContext& call, const v1::ResolveRailConflictRequest& request);

    rpc::Adapter& adapter_;
    const usecase::RailDesk desk_;
    const rpc::Handler<v1::GetRailTransferRequest, v1::RailTransferDetails> get_;
    const rpc::Handler<v1::ListWaitingRailTransfersRequest, v1::ListWaitingRailTransfersResponse>
        waiting_;
    const rpc::Handler<v1::DecideRailTransferRequest, v1::RailTransferDetails> decide_;
    const rpc::Handler<v1::RecallRailTransferRequest, v1::RailTransferDetails> recall_;
    const rpc::Handler<v1::ListRailConflictsRequest, v1::ListRailConflictsResponse> conflicts_;
    const rpc::Handler<v1::ResolveRailConflictRequest, v1::ResolveRailConflictResponse> resolve_;
};

}  // namespace clearway::settlement
