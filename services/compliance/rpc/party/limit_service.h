// SPDX-License-Identifier: Apache-2.0
// The operators' calls about limits: proto to use case, answer to proto. Never: a decision.
#pragma once

#include "rpc/service.h"
#include "services/compliance/usecase/limits/ports.h"

namespace clearway::compliance {

class LimitServiceRpc final : public rpc::Service {
public:
    // All must outlive the server.
    LimitServiceRpc(rpc::Adapter& adapter, LimitCommands& commands, LimitQueries& queries,
                    const core::Clock& clock);
};

}  // namespace clearway::compliance
