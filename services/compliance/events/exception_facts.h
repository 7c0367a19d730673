// SPDX-License-Identifier: Apache-2.0
// The facts about exceptions that compliance publishes. Domain to proto; nothing personal in them.
#pragma once

#include "events/event.h"
#include "services/compliance/domain/parties/exception.h"

namespace clearway::compliance {

// Its stream is the exception's: it is put in force (1), and revoked (2) at most.
events::NewEvent ToEvent(const ScreeningException& after, const std::string& traceparent);

}  // namespace clearway::compliance
