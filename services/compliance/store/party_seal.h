// SPDX-License-Identifier: Apache-2.0
// What is personal of a party, sealed under the party's own key, and opened again. It knows no SQL.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "services/compliance/domain/parties/party.h"
#include "services/compliance/store/unreadable_records.h"
#include "vault/person_keys.h"

namespace clearway::compliance {

// What opens records, and remembers for whoever reads them which did not.
struct RecordKeys {
    vault::PersonKeys& persons;
    UnreadableRecords& unreadable;
};

inline vault::PersonId PersonOf(const PartyId& party) { return vault::PersonId(party.value); }

// Empty for a party that was erased: nothing is sealed for it again. One whose record did not open
// has nothing to be sealed: what is stored stays as it is.
std::string SealDetails(const vault::Keyring& ring, const Party& party);
// Fills details, salt and fingerprint; of a party that was erased, `erased` alone; of bytes that
// are not what was sealed there, or whose key is gone, the party's `unreadable` alone. The log
// hears when that changes.
void OpenDetails(const vault::Keyring& ring, std::string_view sealed, Party& party,
                 UnreadableRecords& unreadable);

std::string SealNumber(const vault::Keyring& ring, const PartyDocument& document);
// Empty, too, when it does not open.
PersonalText OpenNumber(const vault::Keyring& ring, const core::Uuid& document_id,
                        std::string_view sealed, UnreadableRecords& unreadable);

}  // namespace clearway::compliance
