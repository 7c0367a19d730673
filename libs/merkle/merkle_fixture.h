// SPDX-License-Identifier: Apache-2.0
// For tests: tiles in memory, and the definitions of RFC 6962 word for word, as slow as they are.
#pragma once

#include <bit>
#include <map>
#include <string>
#include <vector>

#include "merkle/tile_slices.h"
#include "merkle/tree.h"

namespace clearway::merkle {

class MemoryTiles final : public TileReader {
public:
    std::vector<std::string> ReadTiles(std::span<const TileId> tiles) override {
        std::vector<std::string> read;
        for (const auto& tile : tiles) read.push_back(tiles_[tile]);
        reads_ += tiles.size();
        return read;
    }
    void Store(const std::vector<TileSlice>& slices) {
        for (const auto& slice : slices) {
            auto& tile = tiles_[slice.tile];
            in_place_ = in_place_ && tile.size() == slice.first * kHashSize;
            tile += slice.hashes;
        }
    }
    void Replace(const TileId& tile, std::string hashes) { tiles_[tile] = std::move(hashes); }
    bool EachSliceStoodWhereTheLastEnded() const { return in_place_; }
    std::size_t Reads() const { return reads_; }

private:
    std::map<TileId, std::string> tiles_;
    bool in_place_ = true;
    std::size_t reads_ = 0;
};

inline std::vector<Hash> MakeLeaves(std::uint64_t count) {
    std::vector<Hash> leaves;
    for (std::uint64_t i = 0; i < count; ++i)
        leaves.push_back(HashLeaf("leaf " + std::to_string(i)));
    return leaves;
}

using LeafSpan = std::span<const Hash>;

// MTH of section 2.1.
inline Hash RootByDefinition(LeafSpan leaves) {
    if (leaves.empty()) return EmptyRoot();
    if (leaves.size() == 1) return leaves[0];
    const auto split = std::bit_floor(leaves.size() - 1);
    return HashChildren(RootByDefinition(leaves.first(split)),
                        RootByDefinition(leaves.subspan(split)));
}

// PATH of section 2.1.1.
inline Proof PathByDefinition(std::size_t index, LeafSpan leaves) {
    if (leaves.size() == 1) return {};
    const auto split = std::bit_floor(leaves.size() - 1);
    const auto left = leaves.first(split), right = leaves.subspan(split);
    auto path =
        index < split ? PathByDefinition(index, left) : PathByDefinition(index - split, right);
    path.push_back(RootByDefinition(index < split ? right : left));
    return path;
}

// SUBPROOF of section 2.1.2.
inline Proof SubproofByDefinition(std::size_t older, LeafSpan leaves, bool whole) {
    if (older == leaves.size()) return whole ? Proof{} : Proof{RootByDefinition(leaves)};
    const auto split = std::bit_floor(leaves.size() - 1);
    const auto left = leaves.first(split), right = leaves.subspan(split);
    auto proof = older <= split ? SubproofByDefinition(older, left, whole)
                                : SubproofByDefinition(older - split, right, false);
    proof.push_back(RootByDefinition(older <= split ? right : left));
    return proof;
}

}  // namespace clearway::merkle
