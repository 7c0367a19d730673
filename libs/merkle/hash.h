// SPDX-License-Identifier: Apache-2.0
// Hashes of a Merkle tree as RFC 6962, section 2.1, and RFC 9162 define them: a leaf and a node can
// never have the same input.
#pragma once

#include <string_view>

#include "core/digest.h"

namespace clearway::merkle {

using Hash = core::Sha256Digest;

inline constexpr std::size_t kHashSize = 32;

Hash HashLeaf(std::string_view data);
Hash HashChildren(const Hash& left, const Hash& right);
// The root of a tree without leaves.
Hash EmptyRoot();

// The bytes of a hash, and of the hash that begins at `bytes`.
inline std::string_view BytesOf(const Hash& hash) {
    return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}
Hash HashOfBytes(const char* bytes);

}  // namespace clearway::merkle
