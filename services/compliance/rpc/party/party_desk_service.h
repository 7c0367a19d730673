// SPDX-License-Identifier: Apache-2.0
// The operators' calls about parties: proto to use case, answer to proto. Never: a decision.
#pragma once

#include "rpc/service.h"
#include "services/compliance/usecase/parties/decide_on_parties.h"

namespace clearway::compliance {

class PartyDeskServiceRpc final : public rpc::Service {
public:
    // Both must outlive the server.
    PartyDeskServiceRpc(rpc::Adapter& adapter, DecideOnParties& parties);
};

}  // namespace clearway::compliance
