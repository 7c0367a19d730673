// SPDX-License-Identifier: Apache-2.0
// Which facts say that money moved, and whose an account is. A payment moves money when it is
// settled: its fact names a payee elsewhere, which the transfer does not. Transfers without a
// payment speak for themselves. Proto to plain values; no SQL, no judgement.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "events/event.h"
#include "services/compliance/monitoring/movement.h"

namespace clearway::compliance {

inline constexpr char kMovementConsumer[] = "compliance.movements";

struct AccountKnown {
    core::Uuid account;
    core::Uuid party;
};

// Movements come without parties and numbers.
using MovementFact = std::variant<Movement, AccountKnown>;

std::vector<std::string> MovementFactTypes();

// Empty for a fact of no interest. Throws events::UnreadableEvent for one that lacks what it must
// have.
std::vector<MovementFact> MovementFactsOf(const events::ReceivedEvent& event);

}  // namespace clearway::compliance
