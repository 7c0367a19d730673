// SPDX-License-Identifier: Apache-2.0
// What is personal of a party, sealed under the party's own key, and opened again. It knows no SQL.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "services/compliance/domain/parties/party.h"
#include "vault/person_keys.h"

namespace clearway::compliance {

inline vault::PersonId PersonOf(const PartyId& party) { return vault::PersonId(party.value); }

// Empty for a party that was erased: nothing is sealed for it again.
std::string SealDetails(const vault::Keyring& ring, const Party& party);
// Fills details, salt and fingerprint; of a party that was erased, `erased` alone. Throws
// std::runtime_error for bytes that are not what was sealed there.
void OpenDetails(const vault::Keyring& ring, std::string_view sealed, Party& party);

std::string SealNumber(const vault::Keyring& ring, const PartyDocument& document);
PersonalText OpenNumber(const vault::Keyring& ring, const core::Uuid& document_id,
                        std::string_view sealed);

}  // namespace clearway::compliance
