// SPDX-License-Identifier: Apache-2.0
// Master keys in a PKCS#11 token: an HSM, or SoftHSM for development. A session is opened when it
// is first needed, and again when the token went away and came back.
#pragma once

#include <chrono>
#include <memory>

#include "vault/key_encryption.h"
#include "vault/pkcs11/token_settings.h"

namespace clearway::vault {

class TokenKeys final : public KeyEncryption {
public:
    // How long a new key of the token may stay unknown.
    static constexpr std::chrono::seconds kKeysKnownFor{10};

    explicit TokenKeys(TokenSettings settings);
    ~TokenKeys() override;

    std::string CurrentKeyId() override;
    void Refresh() override;
    std::string Wrap(const std::string& kek_id, const crypto::AesKey& key,
                     std::string_view bound) override;
    crypto::AesKey Unwrap(const std::string& kek_id, std::string_view wrapped,
                          std::string_view bound) override;
    std::vector<std::string> SearchKeyIds() override;
    std::string KeyedHash(const std::string& search_key_id, std::string_view text) override;

    // For who sets up a token and rotates its keys. A new key is the current one at once; its id.
    std::vector<std::string> KeyIds();  // the newest first
    std::string MakeKey();
    std::string MakeSearchKey();
    // What is wrapped under it is lost. Refuses the current one (kFailed).
    void DestroyKey(const std::string& kek_id);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace clearway::vault
