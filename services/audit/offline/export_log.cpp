// SPDX-License-Identifier: Apache-2.0
#include "services/audit/offline/export_log.h"

#include <algorithm>

#include "merkle/tree.h"
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

void WriteCheckpoint(std::string_view note, const WriteLine& write) {
    write(kCheckpointLine);
    write(note.substr(0, note.find_last_not_of('\n') + 1));
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
    auto entries = log.ReadStream(stream_id);
    std::erase_if(entries, [&](const auto& one) { return one.sequence >= checkpoint.size; });
    std::vector<std::uint64_t> sequences;
    for (const auto& one : entries) sequences.push_back(one.sequence);
    const auto proofs = merkle::Tree(log).Inclusions(sequences, checkpoint.size);
    write(kBundleHeader);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        write(TextOf(EntryLine{.sequence = sequences[i], .leaf = LeafOf(entries[i].entry)}));
        ProofLine proof;
        for (const auto& hash : proofs[i]) proof.hashes += merkle::BytesOf(hash);
        write(TextOf(proof));
    }
    WriteCheckpoint(checkpoint.note, write);
    return entries.size();
}

}  // namespace clearway::audit
