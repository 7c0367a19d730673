// SPDX-License-Identifier: Apache-2.0
// The gRPC service of the registry; only operators may call it (the proto says so, libs/rpc sees to
// it).
#pragma once

#include "clearway/fraud/v1/fraud_release_service.grpc.pb.h"
#include "core/clock.h"
#include "rpc/unary_handler.h"
#include "services/fraud/usecase/releases.h"

namespace clearway::fraud {

class FraudReleaseService final : public v1::FraudReleaseService::CallbackService {
public:
    // The references must outlive the server.
    FraudReleaseService(rpc::Adapter& adapter, ReleaseDesk& desk, const core::Clock& clock);

    using Context = grpc::CallbackServerContext;
    grpc::ServerUnaryReactor* SubmitRelease(Context* context,
                                            const v1::SubmitReleaseRequest* request,
                                            v1::Release* response) override;
    grpc::ServerUnaryReactor* ListReleases(Context* context, const v1::ListReleasesRequest* request,
                                           v1::ListReleasesResponse* response) override;
    grpc::ServerUnaryReactor* ShadowRelease(Context* context, const v1::ReleaseReference* request,
                                            v1::Release* response) override;
    grpc::ServerUnaryReactor* ApproveRelease(Context* context, const v1::ReleaseReference* request,
                                             v1::Release* response) override;
    grpc::ServerUnaryReactor* RetireRelease(Context* context, const v1::ReleaseReference* request,
                                            v1::Release* response) override;
    grpc::ServerUnaryReactor* RollBackRelease(Context* context, const v1::ReleaseReference* request,
                                              v1::Release* response) override;

private:
    rpc::Adapter& adapter_;
    rpc::Handler<v1::SubmitReleaseRequest, v1::Release> submit_;
    rpc::Handler<v1::ListReleasesRequest, v1::ListReleasesResponse> list_;
    rpc::Handler<v1::ReleaseReference, v1::Release> shadow_;
    rpc::Handler<v1::ReleaseReference, v1::Release> approve_;
    rpc::Handler<v1::ReleaseReference, v1::Release> retire_;
    rpc::Handler<v1::ReleaseReference, v1::Release> roll_back_;
};

}  // namespace clearway::fraud
