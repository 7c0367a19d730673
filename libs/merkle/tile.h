// SPDX-License-Identifier: Apache-2.0
// How the hashes of a tree are stored (c2sp.org/tlog-tiles): level 0 holds those of the leaves,
// level 1 the roots of each 256 of them, level 2 the roots of each 256 of those, and so on; 256
// hashes of a level are a tile. Whatever lies between is computed. What is stored never changes,
// and any node is found in one tile.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "merkle/hash.h"

namespace clearway::merkle {

inline constexpr int kTileHeight = 8;
inline constexpr std::uint64_t kTileWidth = 1U << kTileHeight;

struct TileId {
    int level = 0;
    std::uint64_t index = 0;

    friend auto operator<=>(const TileId&, const TileId&) = default;
};

// Hashes of a tile that stand side by side from `first` on.
struct TileSlice {
    TileId tile;
    std::uint64_t first = 0;
    std::string hashes;  // kHashSize bytes each
};

// How many hashes of a tile there are when the tree has `size` leaves.
std::uint64_t WidthOf(const TileId& tile, std::uint64_t size);

// Those that have their last hash with leaf number `size`, from level 0 up.
std::vector<TileId> TilesFilledAt(std::uint64_t size);
// Those that hold hashes and have not their last yet, from level 0 up.
std::vector<TileId> UnfinishedTiles(std::uint64_t size);

// Storage as the tree sees it.
class TileReader {
public:
    virtual ~TileReader() = default;
    // The hashes of each tile, one after the other, as many as there are: perhaps more than a
    // smaller tree had.
    virtual std::vector<std::string> ReadTiles(std::span<const TileId> tiles) = 0;
};

}  // namespace clearway::merkle
