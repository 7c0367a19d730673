// SPDX-License-Identifier: Apache-2.0
// The gRPC service of the registry; only operators may call it (the proto says so, libs/rpc sees to
// it).
#pragma once

#include "core/clock.h"
#include "rpc/service.h"
#include "services/fraud/usecase/releases.h"

namespace clearway::fraud {

class FraudReleaseService final : public rpc::Service {
public:
    // The references must outlive the server.
    FraudReleaseService(rpc::Adapter& adapter, ReleaseDesk& desk, const core::Clock& clock);
};

}  // namespace clearway::fraud
