// SPDX-License-Identifier: Apache-2.0
// One open session with a token, logged in: Cryptoki's calls in our words. All under the module's
// lock, the destructor too.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "vault/pkcs11/module.h"

namespace clearway::vault::pkcs11 {

// Keys of one purpose are labelled with its name and a number that grows: clearway-kek-1, -2, ...
struct Purpose {
    std::string_view label;
    CK_MECHANISM_TYPE made_by;
    CK_KEY_TYPE type;
};
inline constexpr Purpose kWrapping{"clearway-kek-", CKM_AES_KEY_GEN, CKK_AES};
inline constexpr Purpose kSearching{"clearway-search-", CKM_GENERIC_SECRET_KEY_GEN,
                                    CKK_GENERIC_SECRET};

// The keys of a purpose by their number. When a token has two of a number, because two made one at
// the same time, it is kAmbiguous: what is wrapped under the one does not unwrap under the other.
using Keys = std::map<std::uint32_t, CK_OBJECT_HANDLE>;
inline constexpr CK_OBJECT_HANDLE kAmbiguous = 0;  // never a key's handle

class Session {
public:
    // `pin` is not kept.
    Session(Module& module, const std::string& token, std::string_view pin);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session();

    // Whether the module was restarted since.
    bool IsOutdated() const { return epoch_ != module_.Epoch(); }

    Keys FindKeys(const Purpose& purpose);
    // In the token, for ever: sensitive, not extractable, for this purpose alone.
    void MakeKey(const Purpose& purpose, std::uint32_t number);
    void DestroyKey(CK_OBJECT_HANDLE key);

    // Nonce, ciphertext and tag, as crypto::GcmSeal has them.
    std::string GcmSeal(CK_OBJECT_HANDLE key, std::string_view text, std::string_view bound);
    // Throws KeyEncryptionError: kNotAuthentic.
    std::string GcmOpen(CK_OBJECT_HANDLE key, std::string_view sealed, std::string_view bound);
    std::string Hmac(CK_OBJECT_HANDLE key, std::string_view text);

private:
    std::string LabelOf(CK_OBJECT_HANDLE object);

    Module& module_;
    CK_FUNCTION_LIST& call_;
    const std::uint64_t epoch_;
    CK_SESSION_HANDLE handle_ = 0;
};

}  // namespace clearway::vault::pkcs11
