// SPDX-License-Identifier: Apache-2.0
// The facts about parties that compliance publishes. Domain to proto; nothing personal in them.
#pragma once

#include "events/event.h"
#include "services/compliance/domain/parties/commands.h"

namespace clearway::compliance {

// `party` as it is after the fact, which has the number `version` in its stream.
events::NewEvent ToEvent(const Party& party, const PartyFactBody& fact, std::int32_t version,
                         const PartyCommand& cause);

}  // namespace clearway::compliance
