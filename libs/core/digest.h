// SPDX-License-Identifier: Apache-2.0
// Digests by libcrypto. SHA-1 is here only because UUID version 5 is defined by it.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace clearway::core {

using Sha256Digest = std::array<std::uint8_t, 32>;

Sha256Digest Sha256(std::string_view data);
// Of bytes that come in pieces.
class Sha256Stream {
public:
    Sha256Stream();
    void Add(std::string_view piece);
    // Of all pieces so far; none may follow.
    Sha256Digest Finish();

private:
    struct Free {
        void operator()(evp_md_ctx_st* context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> context_;
};

std::array<std::uint8_t, 20> Sha1(std::string_view data);

std::string ToHex(std::string_view bytes);
std::string ToHex(const Sha256Digest& digest);

// The digest's bytes as text, for columns and comparisons.
std::string AsBytes(const Sha256Digest& digest);

}  // namespace clearway::core
