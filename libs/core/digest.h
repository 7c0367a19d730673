// SPDX-License-Identifier: Apache-2.0
// Digests by libcrypto. SHA-1 is here only because UUID version 5 is defined by it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace clearway::core {

using Sha256Digest = std::array<std::uint8_t, 32>;

Sha256Digest Sha256(std::string_view data);
std::array<std::uint8_t, 20> Sha1(std::string_view data);

std::string ToHex(std::string_view bytes);
std::string ToHex(const Sha256Digest& digest);

// The digest's bytes as text, for columns and comparisons.
std::string AsBytes(const Sha256Digest& digest);

}  // namespace clearway::core
