// SPDX-License-Identifier: Apache-2.0
// The gRPC service of the three ways of payments; only operators may call it (the proto says so,
// libs/rpc sees to it).
#pragma once

#include "clearway/reconciliation/v1/three_way_service.grpc.pb.h"
#include "rpc/unary_handler.h"
#include "services/reconciliation/usecase/three_ways.h"

namespace clearway::reconciliation {

class ThreeWayService final : public v1::ThreeWayService::CallbackService {
public:
    // The references must outlive the server.
    ThreeWayService(rpc::Adapter& adapter, ThreeWayReader& reader);

    grpc::ServerUnaryReactor* ListThreeWays(grpc::CallbackServerContext* context,
                                            const v1::ListThreeWaysRequest* request,
                                            v1::ListThreeWaysResponse* response) override;
    grpc::ServerUnaryReactor* GetThreeWay(grpc::CallbackServerContext* context,
                                          const v1::GetThreeWayRequest* request,
                                          v1::ThreeWay* response) override;

private:
    rpc::Adapter& adapter_;
    rpc::Handler<v1::ListThreeWaysRequest, v1::ListThreeWaysResponse> list_;
    rpc::Handler<v1::GetThreeWayRequest, v1::ThreeWay> get_;
};

}  // namespace clearway::reconciliation
