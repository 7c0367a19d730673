// SPDX-License-Identifier: Apache-2.0
// RailService over gRPC: checks the requests and hands them on.
#pragma once

#include "rpc/service.h"
#include "services/rail_simulator/usecase/exchange.h"

namespace clearway::rail_simulator {

class RailService final : public rpc::Service {
public:
    // Both must outlive the server.
    RailService(rpc::Adapter& adapter, Exchange& exchange);
};

}  // namespace clearway::rail_simulator
