// SPDX-License-Identifier: Apache-2.0
// The facts about limits that compliance publishes. Domain to proto.
#pragma once

#include "events/event.h"
#include "services/compliance/domain/limits/limit.h"

namespace clearway::compliance {

// A version of what a tier may pay in a currency; each tier and currency has a stream of its own.
events::NewEvent ToEvent(const TierLimit& limit, const std::string& traceparent);

}  // namespace clearway::compliance
