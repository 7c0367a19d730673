// SPDX-License-Identifier: Apache-2.0
// The gRPC service of the three ways of payments; only operators may call it (the proto says so,
// libs/rpc sees to it).
#pragma once

#include "rpc/service.h"
#include "services/reconciliation/usecase/three_ways.h"

namespace clearway::reconciliation {

class ThreeWayService final : public rpc::Service {
public:
    // The references must outlive the server.
    ThreeWayService(rpc::Adapter& adapter, ThreeWayReader& reader);
};

}  // namespace clearway::reconciliation
