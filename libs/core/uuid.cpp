// SPDX-License-Identifier: Apache-2.0
#include "core/uuid.h"

#include <openssl/rand.h>

#include <algorithm>
#include <stdexcept>

#include "core/digest.h"

namespace clearway::core {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

constexpr bool HyphenAt(std::size_t position) {
    return position == 8 || position == 13 || position == 18 || position == 23;
}

int HexValue(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

Uuid Stamp(Uuid::Bytes bytes, std::uint8_t version) {
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | (version << 4));
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);
    return Uuid(bytes);
}

}  // namespace

std::optional<Uuid> Uuid::Parse(std::string_view text) {
    if (text.size() != 36) return std::nullopt;
    Bytes bytes{};
    std::size_t nibble = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (HyphenAt(i)) {
            if (text[i] != '-') return std::nullopt;
            continue;
        }
        const int value = HexValue(text[i]);
        if (value < 0) return std::nullopt;
        bytes[nibble / 2] = static_cast<std::uint8_t>(bytes[nibble / 2] << 4 | value);
        ++nibble;
    }
    return Uuid(bytes);
}

Uuid Uuid::Derive(const Uuid& name_space, std::string_view name) {
    const auto& prefix = name_space.AsBytes();
    std::string input(prefix.begin(), prefix.end());
    input.append(name);
    const auto digest = Sha1(input);
    Bytes bytes{};
    std::copy_n(digest.begin(), bytes.size(), bytes.begin());
    return Stamp(bytes, 5);
}

Uuid Uuid::Random() {
    Bytes bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
        throw std::runtime_error("the system's random source failed");
    return Stamp(bytes, 4);
}

std::string Uuid::ToString() const {
    std::string text;
    text.reserve(36);
    for (const auto byte : bytes_) {
        if (HyphenAt(text.size())) text.push_back('-');
        text.push_back(kHex[byte >> 4]);
        text.push_back(kHex[byte & 0x0F]);
    }
    return text;
}

}  // namespace clearway::core
