// SPDX-License-Identifier: Apache-2.0
// Ed25519 keys and signatures: who made a model, and that nobody has changed it since.
// Keys are immutable and may be used from any number of threads.
#pragma once

#include <openssl/types.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace clearway::fraud {

class PublicKey {
public:
    // SubjectPublicKeyInfo in PEM; nullopt for anything but an Ed25519 key.
    static std::optional<PublicKey> FromPem(std::string_view pem);
    std::string ToPem() const;

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

std::string ToBase64(std::string_view bytes);

// A signature in a text file: one line of base64.
std::string SignatureToText(std::string_view signature);
// nullopt for anything but the base64 of 64 bytes, one line end after it at most.
std::optional<std::string> SignatureFromText(std::string_view text);

}  // namespace clearway::fraud
