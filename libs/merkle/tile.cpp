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

}  // namespace clearway::merkle
