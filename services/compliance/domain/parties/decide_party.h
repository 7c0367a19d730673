// SPDX-License-Identifier: Apache-2.0
// What a command does to a party. Pure: no clock, no store, no keys. A party is never verified
// before what is known of it now was screened, nor while a case about it is open. What two
// operators confirmed no single one undoes: of a party that a confirmed case suspended the first to
// reopen it proposes, and only another one's same wish takes effect. The first one's again answers
// the same. Whatever is news of the party withdraws the proposal, and so does who suspends it
// again.
#pragma once

#include <optional>
#include <vector>

#include "core/result.h"
#include "services/compliance/domain/parties/commands.h"

namespace clearway::compliance {

// One fact a change of version: after.version rises by as many as there are facts.
struct PartyStep {
    Party after;
    std::vector<PartyFactBody> facts = {};  // none: nothing changed
    bool replayed = false;                  // a repeated order
};

// Errors: kPartyNotFound (also another partner's), kIdempotencyKeyReused, kPartyStateConflict,
// kPartyNotCleared (not screened, or a case is open).
core::Result<PartyStep> Decide(const std::optional<Party>& known, const PartyCommand& command);

}  // namespace clearway::compliance
