// SPDX-License-Identifier: Apache-2.0
// RailSimulatorService over gRPC: how the simulator is led.
#pragma once

#include "rpc/service.h"
#include "services/rail_simulator/usecase/ports.h"

namespace clearway::rail_simulator {

class SimulatorService final : public rpc::Service {
public:
    // All must outlive the server.
    SimulatorService(rpc::Adapter& adapter, BookWriter& writer, BookReader& reader);
};

}  // namespace clearway::rail_simulator
