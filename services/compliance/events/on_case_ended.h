// SPDX-License-Identifier: Apache-2.0
// What ends of cases, facts of this very service, do to parties and exceptions: a match that was
// cleared is remembered, one that was confirmed suspends its party. Proto to commands; no SQL here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "events/event.h"
#include "services/compliance/domain/parties/commands.h"
#include "services/compliance/usecase/exceptions/ports.h"

namespace clearway::compliance {

inline constexpr char kCaseConsumer[] = "compliance.case-ends";
inline constexpr char kExceptionConsumer[] = "compliance.cleared-cases";

// The facts that these look at.
std::vector<std::string> CaseEndTypes();

// Nothing for other facts. Throw events::UnreadableEvent for one that lacks what it must have.
std::optional<CloseMatches> ClosedBy(const events::ReceivedEvent& event);
std::vector<PartyCommand> ConfirmedBy(const events::ReceivedEvent& event);

}  // namespace clearway::compliance
