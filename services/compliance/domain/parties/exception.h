// SPDX-License-Identifier: Apache-2.0
// Exceptions: a match of a known party with a listed entry that an operator found to be false. It
// holds for this party and this entry alone, and until either changes. Pure.
#pragma once

#include <span>
#include <string>

#include "services/compliance/domain/parties/party.h"
#include "services/compliance/domain/screening/screener.h"

namespace clearway::compliance {

enum class ExceptionState : std::uint8_t {
    kFound = 1,  // its case was not cleared yet
    kInForce = 2,
    kRevoked = 3,    // by an operator
    kConfirmed = 4,  // its case was confirmed: never in force
};

struct ScreeningException {
    core::Uuid id;
    PartyId party;
    std::string entry_id;
    std::string listed_name;
    core::Sha256Digest party_digest{};
    core::Sha256Digest entry_digest{};
    core::Uuid alert_id = {};  // in which it was found
    ExceptionState state = ExceptionState::kFound;
    core::Timestamp found_at = {};
    std::optional<core::Timestamp> cleared_at = {};
    std::string cleared_by = {};
    core::Uuid case_id = {};
    std::optional<core::Timestamp> revoked_at = {};
    std::string revoked_by = {};
    std::string reason = {};
};

// What a match of a party would be remembered as, once the case of its alert is cleared. The same
// match of the same alert has the same id.
ScreeningException FoundMatch(const PartyRecord& party, const NameMatch& match,
                              const core::Uuid& alert_id, core::Timestamp at);

// Whether an operator has seen exactly this: the party as it is known now, and the entry as it is
// now.
bool IsExcepted(std::span<const ScreeningException> of_party,
                const core::Sha256Digest& party_digest, const NameMatch& match);

}  // namespace clearway::compliance
