// SPDX-License-Identifier: Apache-2.0
// Ed25519 keys and signatures: who wrote a text, and that nobody has changed it since.
// Keys are immutable and may be used from any number of threads.
#pragma once

#include <openssl/types.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace clearway::crypto {

class PublicKey {
public:
    // SubjectPublicKeyInfo in PEM; nullopt for anything but an Ed25519 key.
    static std::optional<PublicKey> FromPem(std::string_view pem);
    std::string ToPem() const;

    // The 32 bytes of the key itself.
    std::string Raw() const;

    // The first 16 hex digits of the SHA-256 of the raw key: enough to name it in a log.
    std::string Id() const;

    // `signature`: the 64 raw bytes; anything else verifies nothing.
    bool Verify(std::string_view message, std::string_view signature) const;

private:
    friend class PrivateKey;
    explicit PublicKey(std::shared_ptr<EVP_PKEY> key) : key_(std::move(key)) {}
    std::shared_ptr<EVP_PKEY> key_;
};

// Has no stream operator on purpose; ToPem is the only way out.
class PrivateKey {
public:
    static PrivateKey Generate();
    // PKCS #8 in PEM without a passphrase; nullopt for anything but an Ed25519 key.
    static std::optional<PrivateKey> FromPem(std::string_view pem);
    std::string ToPem() const;

    PublicKey Public() const;
    // 64 raw bytes.
    std::string Sign(std::string_view message) const;

private:
    explicit PrivateKey(std::shared_ptr<EVP_PKEY> key) : key_(std::move(key)) {}
    std::shared_ptr<EVP_PKEY> key_;
};

}  // namespace clearway::crypto
