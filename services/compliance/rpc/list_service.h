// SPDX-License-Identifier: Apache-2.0
// The gRPC service of list versions; only operators may call it (the proto says so, libs/rpc sees
// to it).
#pragma once

#include "core/clock.h"
#include "rpc/service.h"
#include "services/compliance/usecase/list_desk.h"

namespace clearway::compliance {

class ListVersionService final : public rpc::Service {
public:
    // The references must outlive the server.
    ListVersionService(rpc::Adapter& adapter, ListDesk& desk, const core::Clock& clock);
};

}  // namespace clearway::compliance
