// SPDX-License-Identifier: Apache-2.0
#include "crypto/aes_gcm.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <stdexcept>

namespace clearway::crypto {

namespace {

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char* In(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* Out(char* bytes) { return reinterpret_cast<unsigned char*>(bytes); }

void Require(bool done, const char* failure) {
    if (!done) throw std::runtime_error(std::string("OpenSSL ") + failure);
}

int LengthOf(std::string_view text) {
    if (text.size() > std::numeric_limits<int>::max() - kGcmOverhead)
        throw std::length_error("a text is too long to be sealed in one piece");
    return static_cast<int>(text.size());
}

// Ready for the text. Fetching the cipher takes longer than using it.
Cipher Begin(const AesKey& key, std::string_view nonce, std::string_view bound, bool encrypt) {
    static EVP_CIPHER* const kAes256Gcm = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
    Cipher cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    int ignored = 0;
    Require(kAes256Gcm != nullptr && cipher != nullptr &&
                EVP_CipherInit_ex2(cipher.get(), kAes256Gcm, In(key.Bytes()), In(nonce),
                                   encrypt ? 1 : 0, nullptr) == 1 &&
                EVP_CipherUpdate(cipher.get(), nullptr, &ignored, In(bound), LengthOf(bound)) == 1,
            "cannot begin with AES-256-GCM");
    return cipher;
}

}  // namespace

AesKey AesKey::Random() {
    AesKey key;
    Require(RAND_priv_bytes(Out(key.bytes_.data()), static_cast<int>(kSize)) == 1,
            "has no random bytes");
    return key;
}

std::optional<AesKey> AesKey::FromBytes(std::string_view bytes) {
    if (bytes.size() != kSize) return std::nullopt;
    AesKey key;
    std::ranges::copy(bytes, key.bytes_.begin());
    return key;
}

AesKey::AesKey(AesKey&& other) noexcept : bytes_(other.bytes_) {
    OPENSSL_cleanse(other.bytes_.data(), kSize);
}

AesKey& AesKey::operator=(AesKey&& other) noexcept {
    if (this == &other) return *this;
    bytes_ = other.bytes_;
    OPENSSL_cleanse(other.bytes_.data(), kSize);
    return *this;
}

AesKey::~AesKey() { OPENSSL_cleanse(bytes_.data(), kSize); }

std::string RandomBytes(std::size_t size) {
    std::string bytes(size, '\0');
    Require(RAND_bytes(Out(bytes.data()), LengthOf(bytes)) == 1, "has no random bytes");
    return bytes;
}

std::string GcmSeal(const AesKey& key, std::string_view text, std::string_view bound) {
    auto sealed = RandomBytes(kGcmNonceSize);
    const auto cipher = Begin(key, sealed, bound, true);
    const int size = LengthOf(text);
    sealed.resize(kGcmOverhead + text.size());
    char* const body = sealed.data() + kGcmNonceSize;
    int written = 0, rest = 0;
    Require(EVP_CipherUpdate(cipher.get(), Out(body), &written, In(text), size) == 1 &&
                EVP_CipherFinal_ex(cipher.get(), Out(body + written), &rest) == 1 &&
                written + rest == size &&
                EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG,
                                    static_cast<int>(kGcmTagSize), body + size) == 1,
            "cannot seal");
    return sealed;
}

std::optional<std::string> GcmOpen(const AesKey& key, std::string_view sealed,
                                   std::string_view bound) {
    if (sealed.size() < kGcmOverhead) return std::nullopt;
    const auto body = sealed.substr(kGcmNonceSize, sealed.size() - kGcmOverhead);
    std::string tag(sealed.substr(sealed.size() - kGcmTagSize));
    const auto cipher = Begin(key, sealed.substr(0, kGcmNonceSize), bound, false);
    std::string text(body.size(), '\0');
    int written = 0, rest = 0;
    Require(
        EVP_CipherUpdate(cipher.get(), Out(text.data()), &written, In(body), LengthOf(body)) == 1 &&
            EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(kGcmTagSize),
                                tag.data()) == 1,
        "cannot open");
    if (EVP_CipherFinal_ex(cipher.get(), Out(text.data() + written), &rest) == 1) return text;
    OPENSSL_cleanse(text.data(), text.size());
    return std::nullopt;
}

}  // namespace clearway::crypto
