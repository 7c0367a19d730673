// SPDX-License-Identifier: Apache-2.0
// A PKCS#11 library, loaded once a process and never unloaded, because what it has started stays in
// the process. One thread at a time calls it: sessions are not for several, and the vault's cache
// stands before it.
#pragma once

#include <p11-kit/pkcs11.h>

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

#include "vault/key_encryption.h"

namespace clearway::vault::pkcs11 {

// A call that the library refused.
class CallFailed : public KeyEncryptionError {
public:
    CallFailed(std::string_view call, CK_RV code);
    CK_RV Code() const { return code_; }

private:
    CK_RV code_;
};

// Throws CallFailed.
void Check(std::string_view call, CK_RV code);

class Module {
public:
    // The same for the same path. Throws KeyEncryptionError: kNoModule.
    static Module& Load(const std::string& path);

    // Held around all calls below and while what they answered is in use.
    std::mutex& Lock() { return mutex_; }

    // The library's functions, initialised.
    CK_FUNCTION_LIST& Functions();
    // Ends all sessions in the process; the library looks for its tokens anew.
    void Restart();
    // Another number than before: a session of then is no more, though its number may be in use.
    std::uint64_t Epoch() const { return epoch_; }

private:
    explicit Module(const std::string& path);

    std::mutex mutex_;
    CK_FUNCTION_LIST* functions_ = nullptr;
    bool initialised_ = false;
    std::uint64_t epoch_ = 0;
};

}  // namespace clearway::vault::pkcs11
