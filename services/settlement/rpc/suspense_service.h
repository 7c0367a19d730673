// SPDX-License-Identifier: Apache-2.0
// clearway.settlement.v1.SuspenseService: money in suspense, for operators. Messages in, use case,
// messages out. Never: SQL, Kafka, a state check.
#pragma once

#include "clearway/settlement/v1/suspense_service.pb.h"
#include "rpc/service.h"
#include "services/settlement/usecase/suspense_calls.h"

namespace clearway::settlement {

class SuspenseServiceRpc final : public rpc::Service {
public:
    // All references must outlive the server.
    SuspenseServiceRpc(rpc::Adapter& adapter, usecase::SuspenseDesk desk);

private:
    async::Task<core::Result<v1::ListSuspendedTransfersResponse>> List(
        rpc::CallContext& call, const v1::ListSuspendedTransfersRequest& request);
    async::Task<core::Result<v1::SuspendedTransfer>> Release(
        rpc::CallContext& call, const v1::ReleaseSuspendedTransferRequest& request);

    const usecase::SuspenseDesk desk_;
};

}  // namespace clearway::settlement
