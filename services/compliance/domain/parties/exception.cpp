// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/parties/exception.h"

#include <algorithm>

namespace clearway::compliance {

ScreeningException FoundMatch(const PartyId& party, const core::Sha256Digest& party_digest,
                              const NameMatch& match, const Subject& subject, core::Timestamp at) {
    const auto name = std::to_string(static_cast<int>(subject.kind)) + "/" + subject.id.ToString() +
                      "/" + core::ToHex(party_digest) + "/" + core::ToHex(match.entry_digest) +
                      "/" + match.entry_id;
    return {.id = core::Uuid::Derive(party.value, name),
            .party = party,
            .entry_id = match.entry_id,
            .listed_name = match.listed_name,
            .party_digest = party_digest,
            .entry_digest = match.entry_digest,
            .subject = subject,
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
