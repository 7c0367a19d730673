// SPDX-License-Identifier: Apache-2.0
#include "services/audit/offline/export_log.h"

#include <algorithm>
#include <stdexcept>

#include "services/audit/offline/bundle.h"
#include "services/audit/offline/log_file.h"

namespace clearway::audit {

namespace {

// Entries that are read at once: sixteen tiles.
constexpr std::uint64_t kPage = 16 * merkle::kTileWidth;

void WriteTiles(LogReader& log, std::span<const merkle::TileId> tiles, std::uint64_t size,
                const WriteLine& write) {
    auto hashes = log.ReadTiles(tiles);
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        // The log may have grown since the checkpoint.
        const auto width = merkle::WidthOf(tiles[i], size) * merkle::kHashSize;
        hashes[i].resize(std::min<std::size_t>(hashes[i].size(), width));
        write(TextOf(TileLine{.tile = tiles[i], .hashes = std::move(hashes[i])}));
    }
}

}  // namespace

void ExportLog(LogReader& log, const StoredCheckpoint& checkpoint, const WriteLine& write,
               cli::Progress& progress) {
    const auto size = checkpoint.size;
    write(kLogHeader);
    for (std::uint64_t begin = 0; begin < size; begin += kPage) {
        const auto end = std::min(begin + kPage, size);
        const auto entries = log.ReadEntries(begin, end);
        auto next = entries.begin();
        for (auto tile_end = begin; tile_end < end;) {
            tile_end = std::min(tile_end + merkle::kTileWidth, end);
            for (; next != entries.end() && next->sequence < tile_end; ++next)
                write(TextOf(EntryLine{.sequence = next->sequence, .leaf = LeafOf(next->entry)}));
            WriteTiles(log, merkle::TilesFilledAt(tile_end), size, write);
        }
        progress.Show(static_cast<double>(end) / static_cast<double>(size), end);
    }
    WriteTiles(log, merkle::UnfinishedTiles(size), size, write);
    WriteCheckpoint(checkpoint.note, write);
}

std::size_t ExportBundle(LogReader& log, const StoredCheckpoint& checkpoint,
                         const core::Uuid& stream_id, const WriteLine& write) {
    StreamQuery query{.streams = {stream_id}, .limit = kPage};
    std::size_t count = 0;
    write(kBundleHeader);
    for (std::optional<std::uint64_t> next = 0; next;) {
        query.begin = *next;
        const auto proven = ProveStreams(log, query, checkpoint.size);
        if (!proven) throw std::runtime_error(std::string(proven.error().Detail()));
        WriteEntries(*proven, write);
        count += proven->entries.size();
        next = proven->next;
    }
    WriteCheckpoint(checkpoint.note, write);
    return count;
}

}  // namespace clearway::audit
