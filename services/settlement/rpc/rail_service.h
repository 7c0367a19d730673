// SPDX-License-Identifier: Apache-2.0
// clearway.settlement.v1.RailTransferService: payments at rails for operators. Messages in, use
// case, messages out. Never: SQL, Kafka, a state check.
#pragma once

#include "clearway/settlement/v1/rail_service.pb.h"
#include "rpc/service.h"
#include "services/settlement/usecase/rails/rail_calls.h"

namespace clearway::settlement {

class RailTransferServiceRpc final : public rpc::Service {
public:
    // All references must outlive the server.
    RailTransferServiceRpc(rpc::Adapter& adapter, usecase::RailDesk desk);

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

    const usecase::RailDesk desk_;
};

}  // namespace clearway::settlement
