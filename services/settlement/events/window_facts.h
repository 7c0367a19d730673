// SPDX-License-Identifier: Apache-2.0
// Facts of windows and participants as they are published. Never: a decision.
#pragma once

#include "events/event.h"
#include "services/settlement/domain/fact.h"
#include "services/settlement/domain/settling.h"
#include "services/settlement/events/published.h"

namespace clearway::settlement {

Published ToMessage(const WindowOpened& fact);
Published ToMessage(const WindowClosed& fact);
Published ToMessage(const ParticipantSet& fact);

// Of windows that are closed.
events::NewEvent ToSettlingEvent(const SettlingFact& fact, core::Timestamp occurred_at);

}  // namespace clearway::settlement
