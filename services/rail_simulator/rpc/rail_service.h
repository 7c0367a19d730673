// SPDX-License-Identifier: Apache-2.0
// RailService over gRPC: checks the requests and hands them on.
#pragma once

#include "clearway/rail/v1/rail_service.grpc.pb.h"
#include "rpc/unary_handler.h"
#include "services/rail_simulator/usecase/exchange.h"

namespace clearway::rail_simulator {

class RailService final : public rail::v1::RailService::CallbackService {
public:
    // Both must outlive the server.
    RailService(rpc::Adapter& adapter, Exchange& exchange);

    grpc::ServerUnaryReactor* Submit(grpc::CallbackServerContext* context,
                                     const rail::v1::SubmitRequest* request,
                                     rail::v1::SubmitResponse* response) override;
    grpc::ServerUnaryReactor* Receive(grpc::CallbackServerContext* context,
                                      const rail::v1::ReceiveRequest* request,
                                      rail::v1::ReceiveResponse* response) override;

private:
    rpc::Adapter& adapter_;
    rpc::Handler<rail::v1::SubmitRequest, rail::v1::SubmitResponse> submit_;
    rpc::Handler<rail::v1::ReceiveRequest, rail::v1::ReceiveResponse> receive_;
};

}  // namespace clearway::rail_simulator
