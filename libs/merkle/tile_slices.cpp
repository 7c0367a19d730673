// SPDX-License-Identifier: Apache-2.0
#include "merkle/tile_slices.h"

#include <utility>

namespace clearway::merkle {

void TileAppender::Append(const Hash& leaf) {
    frontier_.Append(leaf, [this](int height, const Hash& root) {
        if (height % kTileHeight == 0) Add(height / kTileHeight, root);
    });
}

// Called before the frontier counts the leaf.
void TileAppender::Add(int level, const Hash& hash) {
    if (open_.size() <= static_cast<std::size_t>(level)) open_.resize(level + 1U);
    auto& slice = open_[static_cast<std::size_t>(level)];
    const auto position = frontier_.Size() >> (level * kTileHeight);
    if (slice.hashes.empty())
        slice = {.tile = {.level = level, .index = position >> kTileHeight},
                 .first = position % kTileWidth,
                 .hashes = {}};
    slice.hashes += BytesOf(hash);
    if (position % kTileWidth == kTileWidth - 1) full_.push_back(std::exchange(slice, {}));
}

std::vector<TileSlice> TileAppender::TakeFull() { return std::exchange(full_, {}); }

std::vector<TileSlice> TileAppender::TakeAll() {
    auto all = TakeFull();
    for (auto& slice : open_) {
        if (!slice.hashes.empty()) all.push_back(std::exchange(slice, {}));
    }
    return all;
}

}  // namespace clearway::merkle
