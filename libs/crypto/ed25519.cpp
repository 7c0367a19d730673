// SPDX-License-Identifier: Apache-2.0
#include "crypto/ed25519.h"

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <stdexcept>

#include "core/digest.h"

namespace clearway::crypto {

namespace {

constexpr std::size_t kRawKeySize = 32;
constexpr std::size_t kSignatureSize = 64;
constexpr std::size_t kKeyIdDigits = 16;
constexpr std::size_t kPemSizeMax = 16 * 1024;

using Key = std::shared_ptr<EVP_PKEY>;
using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Digest = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

void Require(bool good, const char* what) {
    if (!good) throw std::runtime_error(std::string("Ed25519: ") + what);
}

const unsigned char* Bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

// Without it OpenSSL asks at the terminal for the passphrase of an encrypted key.
int NoPassphrase(char*, int, int, void*) { return -1; }

template <class Read>
Key ReadPem(std::string_view pem, Read read) {
    if (pem.empty() || pem.size() > kPemSizeMax) return nullptr;
    const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
    Require(bio != nullptr, "out of memory");
    Key key(read(bio.get(), nullptr, NoPassphrase, nullptr), EVP_PKEY_free);
    return key != nullptr && EVP_PKEY_id(key.get()) == EVP_PKEY_ED25519 ? key : nullptr;
}

template <class Write>
std::string WritePem(Write write) {
    const Bio bio(BIO_new(BIO_s_mem()), BIO_free);
    Require(bio != nullptr && write(bio.get()) == 1, "cannot write PEM");
    char* data = nullptr;
    const auto size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string RawPublic(const Key& key) {
    std::string raw(kRawKeySize, '\0');
    auto size = raw.size();
    Require(EVP_PKEY_get_raw_public_key(key.get(), reinterpret_cast<unsigned char*>(raw.data()),
                                        &size) == 1 &&
                size == kRawKeySize,
            "cannot read a public key");
    return raw;
}

Digest NewDigest() {
    Digest digest(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    Require(digest != nullptr, "out of memory");
    return digest;
}

}  // namespace

std::optional<PublicKey> PublicKey::FromPem(std::string_view pem) {
    auto key = ReadPem(pem, PEM_read_bio_PUBKEY);
    if (key == nullptr) return std::nullopt;
    return PublicKey(std::move(key));
}

std::string PublicKey::ToPem() const {
    return WritePem([this](BIO* bio) { return PEM_write_bio_PUBKEY(bio, key_.get()); });
}

std::string PublicKey::Raw() const { return RawPublic(key_); }

std::string PublicKey::Id() const {
    return core::ToHex(core::Sha256(RawPublic(key_))).substr(0, kKeyIdDigits);
}

bool PublicKey::Verify(std::string_view message, std::string_view signature) const {
    if (signature.size() != kSignatureSize) return false;
    const auto digest = NewDigest();
    Require(EVP_DigestVerifyInit(digest.get(), nullptr, nullptr, nullptr, key_.get()) == 1,
            "cannot verify");
    return EVP_DigestVerify(digest.get(), Bytes(signature), signature.size(), Bytes(message),
                            message.size()) == 1;
}

PrivateKey PrivateKey::Generate() {
    Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"), EVP_PKEY_free);
    Require(key != nullptr, "cannot make a key");
    return PrivateKey(std::move(key));
}

std::optional<PrivateKey> PrivateKey::FromPem(std::string_view pem) {
    auto key = ReadPem(pem, PEM_read_bio_PrivateKey);
    if (key == nullptr) return std::nullopt;
    return PrivateKey(std::move(key));
}

std::string PrivateKey::ToPem() const {
    return WritePem([this](BIO* bio) {
        return PEM_write_bio_PKCS8PrivateKey(bio, key_.get(), nullptr, nullptr, 0, nullptr,
                                             nullptr);
    });
}

PublicKey PrivateKey::Public() const {
    const auto raw = RawPublic(key_);
    Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, Bytes(raw), raw.size()),
            EVP_PKEY_free);
    Require(key != nullptr, "cannot take the public part of a key");
    return PublicKey(std::move(key));
}

std::string PrivateKey::Sign(std::string_view message) const {
    const auto digest = NewDigest();
    std::string signature(kSignatureSize, '\0');
    auto size = signature.size();
    Require(EVP_DigestSignInit(digest.get(), nullptr, nullptr, nullptr, key_.get()) == 1 &&
                EVP_DigestSign(digest.get(), reinterpret_cast<unsigned char*>(signature.data()),
                               &size, Bytes(message), message.size()) == 1 &&
                size == kSignatureSize,
            "cannot sign");
    return signature;
}

}  // namespace clearway::crypto
