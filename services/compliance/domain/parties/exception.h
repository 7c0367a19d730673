// SPDX-License-Identifier: Apache-2.0
// Exceptions: a match of a known party with a listed entry that an operator found to be false. It
// holds for this party and this entry alone, and until either changes. Pure.
#pragma once

#include <span>
#include <string>

#include "services/compliance/domain/cases/case.h"
#include "services/compliance/domain/parties/party.h"
#include "services/compliance/domain/screening/screener.h"

namespace clearway::compliance {

enum class ExceptionState : std::uint8_t {
    kFound = 1,  // its case was not cleared yet
    kInForce = 2,
    kRevoked = 3,  // by an operator
};

struct ScreeningException {
    core::Uuid id;
    PartyId party;
    std::string entry_id;
    std::string listed_name;
    core::Sha256Digest party_digest{};
    core::Sha256Digest entry_digest{};
    Subject subject = {};  // of the case in which it was found
    ExceptionState state = ExceptionState::kFound;
    core::Timestamp found_at = {};
    std::optional<core::Timestamp> cleared_at = {};
    std::string cleared_by = {};
    core::Uuid case_id = {};
    std::optional<core::Timestamp> revoked_at = {};
    std::string revoked_by = {};
    std::string reason = {};
};

// What a match of a party would be remembered as, once its case is cleared. The same match of the
// same subject has the same id.
ScreeningException FoundMatch(const PartyId& party, const core::Sha256Digest& party_digest,
                              const NameMatch& match, const Subject& subject, core::Timestamp at);

// Whether an operator has seen exactly this: the party as it is known now, and the entry as it is
// now.
bool IsExcepted(std::span<const ScreeningException> of_party,
                const core::Sha256Digest& party_digest, const NameMatch& match);

}  // namespace clearway::compliance
