// SPDX-License-Identifier: Apache-2.0
// How a sealed value is found again: by a hash under a key that only the token holds. Equal values
// have equal tokens, so a token tells which rows are alike and nothing else. Only for values with
// too many possibilities to be asked through one by one by who may ask: never for a country or a
// title.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/sensitive.h"
#include "vault/key_encryption.h"

namespace clearway::vault {

struct SearchToken {
    std::string key_id;  // stored beside the hash: it says what has to be hashed again
    std::string hash;    // 32 bytes

    friend bool operator==(const SearchToken&, const SearchToken&) = default;
};

// `field` ("account.iban") keeps equal values of different columns apart. The value must be in its
// normal form. To be stored: under the newest search key.
SearchToken MakeSearchToken(KeyEncryption& keys, std::string_view field,
                            const core::Sensitive<std::string>& normal);

// To be looked for: under each search key that there is, the newest first.
std::vector<SearchToken> MakeSearchTokens(KeyEncryption& keys, std::string_view field,
                                          const core::Sensitive<std::string>& normal);

// An IBAN's normal form: no spaces, capital letters. nullopt for other characters than it may have.
std::optional<core::Sensitive<std::string>> NormalIban(std::string_view iban);

}  // namespace clearway::vault
