// SPDX-License-Identifier: Apache-2.0
// A key in this process that follows from the token's first search key and a label: the same for
// ever, on every replica, and nobody without the token can make it. For stand-ins of personal data
// that are needed too often for a call to the token each. Wiped when it goes.
#pragma once

#include <string>
#include <string_view>

#include "vault/key_encryption.h"

namespace clearway::vault {

class DerivedKey {
public:
    // One call to the token. Throws KeyEncryptionError. The token's first search key must stay in
    // it: another would give another key.
    DerivedKey(KeyEncryption& keys, std::string_view label);
    DerivedKey(const DerivedKey&) = delete;
    DerivedKey& operator=(const DerivedKey&) = delete;
    ~DerivedKey();

    // HMAC-SHA-256, 32 bytes. Any number of threads.
    std::string Hash(std::string_view text) const;

private:
    std::string key_;
};

}  // namespace clearway::vault
