// SPDX-License-Identifier: Apache-2.0
// A tree that grows and hands out, as slices of tiles, what must be stored of its growth.
#pragma once

#include <vector>

#include "merkle/frontier.h"
#include "merkle/tile.h"

namespace clearway::merkle {

class TileAppender {
public:
    TileAppender() = default;
    explicit TileAppender(Frontier frontier) : frontier_(std::move(frontier)) {}

    void Append(const Hash& leaf);
    const Frontier& Tree() const { return frontier_; }

    // Slices since the last call that reach the end of their tile, as they got there.
    std::vector<TileSlice> TakeFull();
    // All that was added since the last call, unfinished tiles last, from level 0 up.
    std::vector<TileSlice> TakeAll();

private:
    void Add(int level, const Hash& hash);

    Frontier frontier_;
    std::vector<TileSlice> full_;
    std::vector<TileSlice> open_;  // by level; without hashes where nothing was added
};

}  // namespace clearway::merkle
