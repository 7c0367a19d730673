// SPDX-License-Identifier: Apache-2.0
// Whether a proof proves what it is said to (RFC 9162, sections 2.1.3.2 and 2.1.4.2). Pure: needs
// neither the log nor its leaves. A proof of another length than the sizes demand proves nothing.
#pragma once

#include <cstdint>
#include <span>

#include "merkle/hash.h"

namespace clearway::merkle {

// That `leaf`, a leaf's hash, is number `index` of the tree of `size` leaves with this root.
bool VerifyInclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                     std::span<const Hash> proof, const Hash& root);

struct TreeState {
    std::uint64_t size = 0;
    Hash root;
};

// That the newer tree begins with all leaves of the older, in their order.
bool VerifyConsistency(const TreeState& older, const TreeState& newer, std::span<const Hash> proof);

}  // namespace clearway::merkle
