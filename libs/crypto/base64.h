// SPDX-License-Identifier: Apache-2.0
// Base64 as RFC 4648, section 4: the standard alphabet, padded, without line ends.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace clearway::crypto {

std::string ToBase64(std::string_view bytes);

// nullopt for anything but what ToBase64 writes: bytes have one text.
std::optional<std::string> FromBase64(std::string_view text);

}  // namespace clearway::crypto
