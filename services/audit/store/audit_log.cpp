// SPDX-License-Identifier: Apache-2.0
#include "services/audit/store/audit_log.h"

#include "embedded/audit_sql.h"
#include "merkle/tile_slices.h"
#include "merkle/tree.h"
#include "postgres/array.h"
#include "services/audit/store/stored_tiles.h"

namespace clearway::audit {

namespace {

namespace sql = embedded::audit_sql;

merkle::Frontier LoadEnd(postgres::Transaction& transaction) {
    StoredTiles tiles(transaction);
    return merkle::Tree(tiles).FrontierAt(tiles.LogSize());
}

void Store(postgres::Transaction& transaction, std::uint64_t first, std::span<const Entry> entries,
           std::span<const merkle::TileSlice> slices) {
    postgres::IntegerArray levels, tiles, positions, versions;
    postgres::BytesArray hashes, payload_hashes;
    postgres::UuidArray streams;
    postgres::TimestampArray times;
    postgres::TextArray sources, types;
    for (const auto& slice : slices) {
        levels.Add(slice.tile.level);
        tiles.Add(static_cast<std::int64_t>(slice.tile.index));
        positions.Add(static_cast<std::int64_t>(slice.first));
        hashes.Add(slice.hashes);
    }
    for (const auto& entry : entries) {
        streams.Add(entry.stream_id);
        versions.Add(entry.version);
        times.Add(entry.occurred_at);
        sources.Add(entry.source);
        types.Add(entry.type);
        payload_hashes.Add(merkle::BytesOf(entry.payload_hash));
    }
    postgres::Execute(transaction, {"append_entries", sql::kAppendEntries},
                      static_cast<std::int64_t>(first), levels.Take(), tiles.Take(),
                      positions.Take(), hashes.Take(), streams.Take(), versions.Take(),
                      times.Take(), sources.Take(), types.Take(), payload_hashes.Take());
}

}  // namespace

postgres::PartitionedTable EntryPartitions() {
    return {.name = "audit_entries", .each = std::string(sql::kFinishPartition)};
}

std::uint64_t AuditLog::Append(postgres::Transaction& transaction, std::span<const Entry> entries) {
    if (std::exchange(under_way_, true) || !end_) end_ = LoadEnd(transaction);
    const auto first = end_->Size();
    if (entries.empty()) return first;
    merkle::TileAppender appender(*end_);
    for (const auto& entry : entries) appender.Append(merkle::HashLeaf(LeafOf(entry)));
    Store(transaction, first, entries, appender.TakeAll());
    end_ = appender.Tree();
    return first;
}

}  // namespace clearway::audit
