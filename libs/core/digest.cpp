// SPDX-License-Identifier: Apache-2.0
#include "core/digest.h"

#include <openssl/sha.h>

namespace clearway::core {

Sha256Digest Sha256(std::string_view data) {
    Sha256Digest digest{};
    SHA256(reinterpret_cast<const unsigned char*>(data.data()), data.size(), digest.data());
    return digest;
}

std::array<std::uint8_t, 20> Sha1(std::string_view data) {
    std::array<std::uint8_t, 20> digest{};
    SHA1(reinterpret_cast<const unsigned char*>(data.data()), data.size(), digest.data());
    return digest;
}

std::string ToHex(std::string_view bytes) {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<std::uint8_t>(c);
        text.push_back(kDigits[byte >> 4]);
        text.push_back(kDigits[byte & 0x0F]);
    }
    return text;
}

std::string ToHex(const Sha256Digest& digest) { return ToHex(AsBytes(digest)); }

std::string AsBytes(const Sha256Digest& digest) { return {digest.begin(), digest.end()}; }

}  // namespace clearway::core
