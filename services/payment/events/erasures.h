// SPDX-License-Identifier: Apache-2.0
// Which persons compliance has erased. Proto to ids; whoever keeps something of them lets it go.
#pragma once

#include <optional>

#include "core/uuid.h"
#include "events/event.h"

namespace clearway::payment {

// nullopt for any other fact. Throws events::UnreadableEvent.
std::optional<core::Uuid> ErasedPerson(const events::ReceivedEvent& event);

}  // namespace clearway::payment
