// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/parties/exception.h"

#include <algorithm>

namespace clearway::compliance {

ScreeningException FoundMatch(const PartyRecord& party, const NameMatch& match,
                              const core::Uuid& alert_id, core::Timestamp at) {
    const auto name = alert_id.ToString() + "/" + core::ToHex(party.digest) + "/" +
                      core::ToHex(match.entry_digest) + "/" + match.entry_id;
    return {.id = core::Uuid::Derive(party.id.value, name),
            .party = party.id,
            .entry_id = match.entry_id,
            .listed_name = match.listed_name,
            .party_digest = party.digest,
            .entry_digest = match.entry_digest,
            .alert_id = alert_id,
            .found_at = at};
}

bool IsExcepted(std::span<const ScreeningException> of_party,
                const core::Sha256Digest& party_digest, const NameMatch& match) {
    return std::ranges::any_of(of_party, [&](const ScreeningException& one) {
        return one.state == ExceptionState::kInForce && one.entry_id == match.entry_id &&
               one.party_digest == party_digest && one.entry_digest == match.entry_digest;
    });
}

}  // namespace clearway::compliance
