// SPDX-License-Identifier: Apache-2.0
#include "merkle/tree.h"

#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <stdexcept>

namespace clearway::merkle {

namespace {

// Leaves that stand side by side. In a tree they begin where their number, as the next power of
// two, divides, so their perfect trees go from the largest to the smallest.
struct Leaves {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

// The perfect tree over the leaves [index << height, (index + 1) << height).
struct Node {
    int height = 0;
    std::uint64_t index = 0;
};

std::vector<Node> NodesOf(Leaves leaves) {
    std::vector<Node> nodes;
    while (leaves.begin < leaves.end) {
        const auto height = static_cast<int>(std::bit_width(leaves.end - leaves.begin)) - 1;
        nodes.push_back({.height = height, .index = leaves.begin >> height});
        leaves.begin += std::uint64_t{1} << height;
    }
    return nodes;
}

// Where the hashes lie of which a node is the root.
struct Place {
    TileId tile;
    std::uint64_t first = 0;
    std::uint64_t count = 0;
};

Place PlaceOf(const Node& node) {
    const int within = node.height % kTileHeight;
    const auto first = node.index << within;
    return {.tile = {.level = node.height / kTileHeight, .index = first >> kTileHeight},
            .first = first % kTileWidth,
            .count = std::uint64_t{1} << within};
}

// The largest power of two below `count`, where a tree divides.
std::uint64_t SplitOf(std::uint64_t count) { return std::bit_floor(count - 1); }

std::vector<Leaves> BesidePath(std::uint64_t index, std::uint64_t size) {
    if (index >= size) throw std::out_of_range("there is no such leaf in the tree");
    std::vector<Leaves> beside;
    for (Leaves within{0, size}; within.end - within.begin > 1;) {
        const auto middle = within.begin + SplitOf(within.end - within.begin);
        const Leaves left{within.begin, middle}, right{middle, within.end};
        beside.push_back(index < middle ? right : left);
        within = index < middle ? left : right;
    }
    std::ranges::reverse(beside);
    return beside;
}

std::vector<Leaves> BesideEnd(std::uint64_t older, std::uint64_t size) {
    if (older > size) throw std::out_of_range("the older tree is larger");
    if (older == 0) return {};
    std::vector<Leaves> beside;
    Leaves within{0, size};
    while (within.end != older) {
        const auto middle = within.begin + SplitOf(within.end - within.begin);
        const Leaves left{within.begin, middle}, right{middle, within.end};
        beside.push_back(older <= middle ? right : left);
        within = older <= middle ? left : right;
    }
    // Who verifies has the older root already; it is not this one when something stands before it.
    if (within.begin > 0) beside.push_back(within);
    std::ranges::reverse(beside);
    return beside;
}

class Hashes {
public:
    Hashes(TileReader& reader, std::span<const Leaves> wanted) {
        std::set<TileId> ids;
        for (const auto& leaves : wanted)
            for (const auto& node : NodesOf(leaves)) ids.insert(PlaceOf(node).tile);
        const std::vector<TileId> list(ids.begin(), ids.end());
        auto tiles = reader.ReadTiles(list);
        if (tiles.size() != list.size()) throw std::out_of_range("tiles are missing");
        for (std::size_t i = 0; i < list.size(); ++i) tiles_.emplace(list[i], std::move(tiles[i]));
    }

    std::vector<Hash> Roots(const Leaves& leaves) const {
        std::vector<Hash> roots;
        for (const auto& node : NodesOf(leaves)) roots.push_back(RootOf(node));
        return roots;
    }

private:
    Hash RootOf(const Node& node) const {
        const auto place = PlaceOf(node);
        const auto& tile = tiles_.at(place.tile);
        if (tile.size() < (place.first + place.count) * kHashSize)
            throw std::out_of_range("tile " + std::to_string(place.tile.index) + " of level " +
                                    std::to_string(place.tile.level) + " lacks hashes");
        Frontier frontier;
        for (std::uint64_t i = 0; i < place.count; ++i)
            frontier.Append(HashOfBytes(tile.data() + (place.first + i) * kHashSize));
        return frontier.Root();
    }

    std::map<TileId, std::string> tiles_;
};

Proof Collect(const Hashes& hashes, std::span<const Leaves> wanted) {
    Proof proof;
    for (const auto& leaves : wanted) proof.push_back(RootOver(hashes.Roots(leaves)));
    return proof;
}

}  // namespace

Hash Tree::Root(std::uint64_t size) { return FrontierAt(size).Root(); }

Frontier Tree::FrontierAt(std::uint64_t size) {
    const Leaves all{0, size};
    return {size, Hashes(tiles_, {&all, 1}).Roots(all)};
}

Proof Tree::Inclusion(std::uint64_t index, std::uint64_t size) {
    return Inclusions({&index, 1}, size).front();
}

std::vector<Proof> Tree::Inclusions(std::span<const std::uint64_t> indices, std::uint64_t size) {
    std::vector<std::vector<Leaves>> wanted;
    std::vector<Leaves> all;
    for (const auto index : indices) {
        wanted.push_back(BesidePath(index, size));
        all.insert(all.end(), wanted.back().begin(), wanted.back().end());
    }
    const Hashes hashes(tiles_, all);
    std::vector<Proof> proofs;
    for (const auto& one : wanted) proofs.push_back(Collect(hashes, one));
    return proofs;
}

Proof Tree::Consistency(std::uint64_t older, std::uint64_t size) {
    const auto wanted = BesideEnd(older, size);
    return Collect(Hashes(tiles_, wanted), wanted);
}

}  // namespace clearway::merkle
