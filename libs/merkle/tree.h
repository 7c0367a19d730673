// SPDX-License-Identifier: Apache-2.0
// A tree of any size up to what is stored, read from its tiles: roots and proofs (RFC 6962,
// sections 2.1.1 and 2.1.2). Each question reads its tiles at once, at most two of a level.
#pragma once

#include <vector>

#include "merkle/frontier.h"
#include "merkle/tile.h"

namespace clearway::merkle {

using Proof = std::vector<Hash>;

class Tree {
public:
    // All calls throw std::out_of_range when the tiles lack a hash that is needed, or when what is
    // asked for makes no sense: a leaf beyond the size, an older tree that is larger.
    explicit Tree(TileReader& tiles) : tiles_(tiles) {}

    Hash Root(std::uint64_t size);
    Frontier FrontierAt(std::uint64_t size);

    // That leaf `index` is in the tree of `size` leaves.
    Proof Inclusion(std::uint64_t index, std::uint64_t size);
    // The same for several leaves, with one question to the storage.
    std::vector<Proof> Inclusions(std::span<const std::uint64_t> indices, std::uint64_t size);
    // That the tree of `size` leaves begins with that of `older`. Empty when `older` is 0 or
    // `size`.
    Proof Consistency(std::uint64_t older, std::uint64_t size);

private:
    TileReader& tiles_;
};

}  // namespace clearway::merkle
