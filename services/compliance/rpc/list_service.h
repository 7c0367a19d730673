// SPDX-License-Identifier: Apache-2.0
// The gRPC service of list versions; only operators may call it (the proto says so, libs/rpc sees
// to it).
#pragma once

#include "clearway/compliance/v1/list_service.grpc.pb.h"
#include "core/clock.h"
#include "rpc/unary_handler.h"
#include "services/compliance/usecase/list_desk.h"

namespace clearway::compliance {

class ListVersionService final : public v1::ListService::CallbackService {
public:
    // The references must outlive the server.
    ListVersionService(rpc::Adapter& adapter, ListDesk& desk, const core::Clock& clock);

    using Context = grpc::CallbackServerContext;
    grpc::ServerUnaryReactor* ListListVersions(Context* context,
                                               const v1::ListListVersionsRequest* request,
                                               v1::ListListVersionsResponse* response) override;
    grpc::ServerUnaryReactor* GetListDelta(Context* context, const v1::GetListDeltaRequest* request,
                                           v1::ListDelta* response) override;
    grpc::ServerUnaryReactor* ActivateList(Context* context, const v1::ActivateListRequest* request,
                                           v1::ListVersion* response) override;
    grpc::ServerUnaryReactor* RollbackList(Context* context, const v1::RollbackListRequest* request,
                                           v1::ListVersion* response) override;

private:
    rpc::Adapter& adapter_;
    rpc::Handler<v1::ListListVersionsRequest, v1::ListListVersionsResponse> list_;
    rpc::Handler<v1::GetListDeltaRequest, v1::ListDelta> delta_;
    rpc::Handler<v1::ActivateListRequest, v1::ListVersion> activate_;
    rpc::Handler<v1::RollbackListRequest, v1::ListVersion> roll_back_;
};

}  // namespace clearway::compliance
