// SPDX-License-Identifier: Apache-2.0
// The gRPC service of the registry of monitoring policies; only operators may call it (the proto
// says so, libs/rpc sees to it).
#pragma once

#include "clearway/compliance/v1/monitoring_service.pb.h"
#include "core/clock.h"
#include "releases/release_desk.h"
#include "rpc/service.h"

namespace clearway::compliance {

class MonitoringService final : public rpc::Service {
public:
    // The references must outlive the server.
    MonitoringService(rpc::Adapter& adapter, releases::ReleaseDesk& desk, const core::Clock& clock);
    using Reference = v1::MonitoringPolicyReference;
    using Policy = v1::MonitoringPolicy;
};

}  // namespace clearway::compliance
