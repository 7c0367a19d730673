// SPDX-License-Identifier: Apache-2.0
// What ends of payments give back of their payers' limits. Proto to command; no SQL here.
#pragma once

#include <optional>

#include "events/event.h"
#include "services/compliance/domain/limits/decide_limit.h"

namespace clearway::compliance {

inline constexpr char kLimitConsumer[] = "compliance.payment-ends";

// nullopt for a fact that gives nothing back. Throws events::UnreadableEvent for one that lacks
// what it must have.
std::optional<GiveBackLimit> GiveBackFor(const events::ReceivedEvent& event);

}  // namespace clearway::compliance
