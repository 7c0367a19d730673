// SPDX-License-Identifier: Apache-2.0
// The partners' calls about parties: proto to use case, answer to proto. Never: a decision.
#pragma once

#include "rpc/service.h"
#include "services/compliance/usecase/parties/keep_parties.h"

namespace clearway::compliance {

class PartyServiceRpc final : public rpc::Service {
public:
    // Both must outlive the server.
    PartyServiceRpc(rpc::Adapter& adapter, KeepParties& parties);
};

}  // namespace clearway::compliance
