// SPDX-License-Identifier: Apache-2.0
#include "merkle/tile.h"

#include <algorithm>

namespace clearway::merkle {

std::uint64_t WidthOf(const TileId& tile, std::uint64_t size) {
    const auto shift = tile.level * kTileHeight;
    const auto hashes = shift < 64 ? size >> shift : 0;
    if (hashes >> kTileHeight < tile.index) return 0;
    return std::min(hashes - tile.index * kTileWidth, kTileWidth);
}

std::vector<TileId> TilesFilledAt(std::uint64_t size) {
    std::vector<TileId> tiles;
    for (auto hashes = size; hashes > 0 && hashes % kTileWidth == 0; hashes >>= kTileHeight)
        tiles.push_back(
            {.level = static_cast<int>(tiles.size()), .index = (hashes >> kTileHeight) - 1});
    return tiles;
}

std::vector<TileId> UnfinishedTiles(std::uint64_t size) {
    std::vector<TileId> tiles;
    int level = 0;
    for (auto hashes = size; hashes > 0; hashes >>= kTileHeight, ++level) {
        if (hashes % kTileWidth != 0)
            tiles.push_back({.level = level, .index = hashes >> kTileHeight});
    }
    return tiles;
}

}  // namespace clearway::merkle
