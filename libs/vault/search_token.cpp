// SPDX-License-Identifier: Apache-2.0
#include "vault/search_token.h"

namespace clearway::vault {

namespace {

SearchToken TokenUnder(KeyEncryption& keys, std::string key_id, std::string_view field,
                       const core::Sensitive<std::string>& normal) {
    // A field's name holds no NUL, so no two pairs read the same.
    auto text = std::string(field) + '\0' + normal.Reveal();
    auto hash = keys.KeyedHash(key_id, text);
    return {.key_id = std::move(key_id), .hash = std::move(hash)};
}

std::vector<std::string> SearchKeys(KeyEncryption& keys) {
    auto ids = keys.SearchKeyIds();
    if (ids.empty())
        throw KeyEncryptionError(KeyEncryptionError::Reason::kNoKey, "there is no search key");
    return ids;
}

}  // namespace

SearchToken MakeSearchToken(KeyEncryption& keys, std::string_view field,
                            const core::Sensitive<std::string>& normal) {
    return TokenUnder(keys, SearchKeys(keys).front(), field, normal);
}

std::vector<SearchToken> MakeSearchTokens(KeyEncryption& keys, std::string_view field,
                                          const core::Sensitive<std::string>& normal) {
    std::vector<SearchToken> tokens;
    for (auto& id : SearchKeys(keys))
        tokens.push_back(TokenUnder(keys, std::move(id), field, normal));
    return tokens;
}

std::optional<core::Sensitive<std::string>> NormalIban(std::string_view iban) {
    std::string normal;
    for (const char c : iban) {
        if (c == ' ') continue;
        const bool is_small = c >= 'a' && c <= 'z';
        if (!is_small && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9')) return std::nullopt;
        normal.push_back(is_small ? static_cast<char>(c - 'a' + 'A') : c);
    }
    if (normal.empty()) return std::nullopt;
    return core::Sensitive<std::string>(std::move(normal));
}

}  // namespace clearway::vault
