// SPDX-License-Identifier: Apache-2.0
#include "vault/derived_key.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace clearway::vault {

DerivedKey::DerivedKey(KeyEncryption& keys, std::string_view label) {
    const auto ids = keys.SearchKeyIds();
    if (ids.empty())
        throw KeyEncryptionError(KeyEncryptionError::Reason::kNoKey, "there is no search key");
    key_ = keys.KeyedHash(ids.back(), std::string("derived key") + '\0' + std::string(label));
}

DerivedKey::~DerivedKey() { OPENSSL_cleanse(key_.data(), key_.size()); }

std::string DerivedKey::Hash(std::string_view text) const {
    std::array<unsigned char, 32> mac{};
    HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), mac.data(), nullptr);
    return {mac.begin(), mac.end()};
}

}  // namespace clearway::vault
