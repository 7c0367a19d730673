// SPDX-License-Identifier: Apache-2.0
// What the vault asks of the place that holds the master keys: wrap a data key, unwrap it, hash a
// value that shall be found again. Master keys never come out of it.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/aes_gcm.h"

namespace clearway::vault {

// Why it could not be done. The text names no key material and no PIN.
class KeyEncryptionError : public std::runtime_error {
public:
    enum class Reason {
        kNoModule,      // the module cannot be loaded, or is none
        kNoToken,       // no token of this label, or it went away
        kNoPin,         // there is no PIN to be read
        kWrongPin,      // refused or locked; not tried again, because a token locks after a few
        kNoKey,         // the token has no such key
        kNotAuthentic,  // what should be unwrapped was altered or belongs elsewhere
        kFailed,        // anything else that the token says
    };

    KeyEncryptionError(Reason reason, const std::string& text)
        : std::runtime_error(text), reason_(reason) {}
    Reason Why() const { return reason_; }

private:
    Reason reason_;
};

// Any number of threads. All methods throw KeyEncryptionError.
class KeyEncryption {
public:
    virtual ~KeyEncryption() = default;

    // The key-encryption key (KEK) to wrap with, as known; Refresh looks whether there is a newer.
    virtual std::string CurrentKeyId() = 0;
    virtual void Refresh() = 0;

    // `bound` must be the same to unwrap.
    virtual std::string Wrap(const std::string& kek_id, const crypto::AesKey& key,
                             std::string_view bound) = 0;
    virtual crypto::AesKey Unwrap(const std::string& kek_id, std::string_view wrapped,
                                  std::string_view bound) = 0;

    // HMAC-SHA-256 under keys of their own, the newest first.
    virtual std::vector<std::string> SearchKeyIds() = 0;
    virtual std::string KeyedHash(const std::string& search_key_id, std::string_view text) = 0;
};

}  // namespace clearway::vault
