// SPDX-License-Identifier: Apache-2.0
#include "services/audit/usecase/reread_log.h"

#include <algorithm>

#include "merkle/tile_slices.h"
#include "merkle/tree.h"

namespace clearway::audit {

namespace {

std::string Entries(std::uint64_t begin, std::uint64_t end) {
    if (end - begin == 1) return "entry " + std::to_string(begin);
    return "one of the entries " + std::to_string(begin) + " to " + std::to_string(end - 1);
}

// What lies below the first hash that differs; empty when none does.
std::string Difference(const merkle::TileSlice& computed, std::string_view stored) {
    const auto at = computed.first * merkle::kHashSize;
    const auto same_place = at < stored.size() ? stored.substr(at, computed.hashes.size()) : "";
    if (same_place == computed.hashes) return {};
    const auto byte = std::ranges::mismatch(computed.hashes, same_place).in1;
    const auto position =
        computed.tile.index * merkle::kTileWidth + computed.first +
        static_cast<std::uint64_t>(byte - computed.hashes.begin()) / merkle::kHashSize;
    const auto shift = computed.tile.level * merkle::kTileHeight;
    return Entries(position << shift, (position + 1) << shift) + " does not fit its stored hash";
}

std::string Compare(LogReader& log, std::span<const merkle::TileSlice> computed) {
    std::vector<merkle::TileId> tiles;
    for (const auto& slice : computed) tiles.push_back(slice.tile);
    const auto stored = log.ReadTiles(tiles);
    for (std::size_t i = 0; i < computed.size(); ++i) {
        auto fault = Difference(computed[i], stored[i]);
        if (!fault.empty()) return fault;
    }
    return {};
}

std::string Reread(LogReader& log, std::uint64_t begin, std::uint64_t end) {
    merkle::TileAppender tree(merkle::Tree(log).FrontierAt(begin));
    auto next = begin;
    for (const auto& row : log.ReadEntries(begin, end)) {
        if (row.sequence != next) break;
        tree.Append(merkle::HashLeaf(LeafOf(row.entry)));
        ++next;
    }
    if (next < end) return Entries(next, next + 1) + " is missing or there twice";
    return Compare(log, tree.TakeAll());
}

}  // namespace

std::string LogReread::Next(LogReader& log, std::uint64_t size) {
    if (next_ >= size) next_ = 0;
    const auto begin = std::max(next_, std::min(log.FirstKept(), size));
    const auto end = std::min(begin + turn_, size);
    if (begin == end) return {};
    auto fault = Reread(log, begin, end);
    if (fault.empty()) next_ = end;
    return fault;
}

}  // namespace clearway::audit
