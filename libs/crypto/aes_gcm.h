// SPDX-License-Identifier: Apache-2.0
// AES-256-GCM: a text that nobody reads without the key, and nobody alters, or passes off as
// another's, unnoticed. Keys are wiped from memory when they go.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace clearway::crypto {

// 32 bytes. Has no copy and no stream operator on purpose; Bytes is the only way out.
class AesKey {
public:
    static constexpr std::size_t kSize = 32;

    static AesKey Random();
    // nullopt for another number of bytes.
    static std::optional<AesKey> FromBytes(std::string_view bytes);

    AesKey(const AesKey&) = delete;
    AesKey& operator=(const AesKey&) = delete;
    AesKey(AesKey&& other) noexcept;
    AesKey& operator=(AesKey&& other) noexcept;
    ~AesKey();

    std::string_view Bytes() const { return {bytes_.data(), bytes_.size()}; }

private:
    AesKey() = default;
    std::array<char, kSize> bytes_{};
};

constexpr std::size_t kGcmNonceSize = 12;
constexpr std::size_t kGcmTagSize = 16;
constexpr std::size_t kGcmOverhead = kGcmNonceSize + kGcmTagSize;

// From the system's random source. Throws std::runtime_error when there is none.
std::string RandomBytes(std::size_t size);

// Nonce, ciphertext, tag. The nonce is random, so one key is good for some thousand million texts.
// `bound` is not in it, but must be the same to open it.
std::string GcmSeal(const AesKey& key, std::string_view text, std::string_view bound);

// nullopt when a bit of it, the key or `bound` is another.
std::optional<std::string> GcmOpen(const AesKey& key, std::string_view sealed,
                                   std::string_view bound);

}  // namespace clearway::crypto
