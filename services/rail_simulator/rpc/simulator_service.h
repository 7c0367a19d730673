// SPDX-License-Identifier: Apache-2.0
// RailSimulatorService over gRPC: how the simulator is led.
#pragma once

#include "clearway/rail/v1/rail_simulator_service.grpc.pb.h"
#include "rpc/unary_handler.h"
#include "services/rail_simulator/usecase/ports.h"

namespace clearway::rail_simulator {

class SimulatorService final : public rail::v1::RailSimulatorService::CallbackService {
public:
    // All must outlive the server.
    SimulatorService(rpc::Adapter& adapter, BookWriter& writer, BookReader& reader);

    grpc::ServerUnaryReactor* LoadScenario(grpc::CallbackServerContext* context,
                                           const rail::v1::LoadScenarioRequest* request,
                                           rail::v1::LoadScenarioResponse* response) override;
    grpc::ServerUnaryReactor* TurnClock(grpc::CallbackServerContext* context,
                                        const rail::v1::TurnClockRequest* request,
                                        rail::v1::TurnClockResponse* response) override;
    grpc::ServerUnaryReactor* ListSimulatedPayments(
        grpc::CallbackServerContext* context, const rail::v1::ListSimulatedPaymentsRequest* request,
        rail::v1::ListSimulatedPaymentsResponse* response) override;

private:
    rpc::Adapter& adapter_;
    rpc::Handler<rail::v1::LoadScenarioRequest, rail::v1::LoadScenarioResponse> load_;
    rpc::Handler<rail::v1::TurnClockRequest, rail::v1::TurnClockResponse> turn_;
    rpc::Handler<rail::v1::ListSimulatedPaymentsRequest, rail::v1::ListSimulatedPaymentsResponse>
        list_;
};

}  // namespace clearway::rail_simulator
