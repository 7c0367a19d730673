// SPDX-License-Identifier: Apache-2.0
// HMAC-SHA256 (RFC 2104): who has the key can tell that a text is this one, nobody else anything.
#pragma once

#include <string>
#include <string_view>

namespace clearway::crypto {

// 32 bytes. Throws std::runtime_error when OpenSSL does.
std::string HmacSha256(std::string_view key, std::string_view text);

}  // namespace clearway::crypto
