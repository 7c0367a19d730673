// SPDX-License-Identifier: Apache-2.0
// The facts about list versions. Domain to proto; never SQL, never a decision.
#pragma once

#include "events/event.h"
#include "services/compliance/domain/list/list_version.h"

namespace clearway::compliance {

// The stream is the version's id.
events::NewEvent ToEvent(const ListFact& fact);

}  // namespace clearway::compliance
