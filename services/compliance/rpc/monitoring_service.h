// SPDX-License-Identifier: Apache-2.0
// The gRPC service of the registry of monitoring policies; only operators may call it (the proto
// says so, libs/rpc sees to it).
#pragma once

#include "clearway/compliance/v1/monitoring_service.grpc.pb.h"
#include "core/clock.h"
#include "releases/release_desk.h"
#include "rpc/unary_handler.h"

namespace clearway::compliance {

class MonitoringService final : public v1::MonitoringService::CallbackService {
public:
    // The references must outlive the server.
    MonitoringService(rpc::Adapter& adapter, releases::ReleaseDesk& desk, const core::Clock& clock);

    using Context = grpc::CallbackServerContext;
    using Reference = v1::MonitoringPolicyReference;
    using Policy = v1::MonitoringPolicy;
    grpc::ServerUnaryReactor* SubmitPolicy(Context* context, const v1::SubmitPolicyRequest* request,
                                           Policy* response) override;
    grpc::ServerUnaryReactor* ListPolicies(Context* context, const v1::ListPoliciesRequest* request,
                                           v1::ListPoliciesResponse* response) override;
    grpc::ServerUnaryReactor* ShadowPolicy(Context* context, const Reference* request,
                                           Policy* response) override;
    grpc::ServerUnaryReactor* ApprovePolicy(Context* context, const Reference* request,
                                            Policy* response) override;
    grpc::ServerUnaryReactor* RetirePolicy(Context* context, const Reference* request,
                                           Policy* response) override;
    grpc::ServerUnaryReactor* RollBackPolicy(Context* context, const Reference* request,
                                             Policy* response) override;

private:
    rpc::Adapter& adapter_;
    rpc::Handler<v1::SubmitPolicyRequest, Policy> submit_;
    rpc::Handler<v1::ListPoliciesRequest, v1::ListPoliciesResponse> list_;
    rpc::Handler<Reference, Policy> shadow_;
    rpc::Handler<Reference, Policy> approve_;
    rpc::Handler<Reference, Policy> retire_;
    rpc::Handler<Reference, Policy> roll_back_;
};

}  // namespace clearway::compliance
