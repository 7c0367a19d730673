// SPDX-License-Identifier: Apache-2.0
// The operators' calls about limits: proto to use case, answer to proto. Never: a decision.
#pragma once

#include "clearway/compliance/v1/party_service.grpc.pb.h"
#include "rpc/unary_handler.h"
#include "services/compliance/usecase/limits/ports.h"

namespace clearway::compliance {

class LimitServiceRpc final : public v1::LimitService::CallbackService {
public:
    // All must outlive the server.
    LimitServiceRpc(rpc::Adapter& adapter, LimitCommands& commands, LimitQueries& queries,
                    const core::Clock& clock);

    grpc::ServerUnaryReactor* ListTierLimits(grpc::CallbackServerContext* context,
                                             const v1::ListTierLimitsRequest* request,
                                             v1::ListTierLimitsResponse* response) override;
    grpc::ServerUnaryReactor* SetTierLimit(grpc::CallbackServerContext* context,
                                           const v1::SetTierLimitRequest* request,
                                           v1::TierLimit* response) override;

private:
    rpc::Adapter& adapter_;
    rpc::Handler<v1::ListTierLimitsRequest, v1::ListTierLimitsResponse> list_;
    rpc::Handler<v1::SetTierLimitRequest, v1::TierLimit> set_;
};

}  // namespace clearway::compliance
