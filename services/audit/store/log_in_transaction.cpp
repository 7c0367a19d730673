// SPDX-License-Identifier: Apache-2.0
#include "services/audit/store/log_in_transaction.h"

#include <algorithm>
#include <stdexcept>

#include "embedded/audit_sql.h"
#include "postgres/array.h"
#include "postgres/retention.h"
#include "postgres/row.h"
#include "services/audit/store/stored_tiles.h"

namespace clearway::audit {

namespace {

namespace sql = embedded::audit_sql;

std::int64_t Integer(std::uint64_t number) { return static_cast<std::int64_t>(number); }

LoggedEntry EntryOfRow(const pqxx::row& row) {
    LoggedEntry logged{.sequence = static_cast<std::uint64_t>(postgres::AsInt(row[0])),
                       .entry = {.source = postgres::AsText(row[4]),
                                 .stream_id = postgres::AsUuid(row[1]),
                                 .version = row[2].as<std::int32_t>(),
                                 .type = postgres::AsText(row[5]),
                                 .occurred_at = postgres::AsTimestamp(row[3])}};
    const auto hash = postgres::AsBytes(row[6]);
    if (hash.size() != logged.entry.payload_hash.size())
        throw std::runtime_error("audit_entries holds a hash of another length");
    std::ranges::copy(hash, logged.entry.payload_hash.begin());
    return logged;
}

std::vector<LoggedEntry> EntriesOf(const pqxx::result& rows) {
    std::vector<LoggedEntry> entries;
    entries.reserve(static_cast<std::size_t>(rows.size()));
    for (const auto& row : rows) entries.push_back(EntryOfRow(row));
    return entries;
}

std::optional<StoredCheckpoint> CheckpointOfRows(const pqxx::result& rows) {
    if (rows.empty()) return std::nullopt;
    return StoredCheckpoint{.size = static_cast<std::uint64_t>(postgres::AsInt(rows[0][0])),
                            .note = postgres::AsText(rows[0][1]),
                            .signed_at = postgres::AsTimestamp(rows[0][2])};
}

}  // namespace

std::vector<std::string> LogInTransaction::ReadTiles(std::span<const merkle::TileId> tiles) {
    return StoredTiles(transaction_).ReadTiles(tiles);
}

std::uint64_t LogInTransaction::Size() { return StoredTiles(transaction_).LogSize(); }

std::uint64_t LogInTransaction::FirstKept() {
    if (!postgres::HasArchive(transaction_)) return 0;
    const auto rows = postgres::Execute(transaction_, {"first_kept", sql::kFirstKept});
    return static_cast<std::uint64_t>(postgres::AsInt(rows.at(0)[0]));
}

std::vector<LoggedEntry> LogInTransaction::ReadEntries(std::uint64_t begin, std::uint64_t end) {
    return EntriesOf(postgres::Execute(transaction_, {"read_entries", sql::kReadEntries},
                                       Integer(begin), Integer(end)));
}

std::vector<LoggedEntry> LogInTransaction::ReadStreams(std::span<const core::Uuid> streams,
                                                       std::uint64_t begin, std::size_t limit) {
    postgres::UuidArray ids;
    for (const auto& stream : streams) ids.Add(stream);
    return EntriesOf(postgres::Execute(transaction_, {"read_streams", sql::kReadStreams},
                                       ids.Take(), Integer(begin), Integer(limit)));
}

std::optional<LoggedEntry> LogInTransaction::FindFact(const std::string& source,
                                                      const core::Uuid& stream,
                                                      std::int32_t version) {
    const auto rows = postgres::Execute(transaction_, {"find_fact", sql::kFindFact},
                                        stream.ToString(), version, source);
    if (rows.empty()) return std::nullopt;
    return EntryOfRow(rows[0]);
}

std::optional<StoredCheckpoint> LogInTransaction::LatestCheckpoint() {
    return CheckpointOfRows(
        postgres::Execute(transaction_, {"latest_checkpoint", sql::kLatestCheckpoint}));
}

std::optional<StoredCheckpoint> LogInTransaction::CheckpointOf(std::uint64_t size) {
    return CheckpointOfRows(postgres::Execute(
        transaction_, {"checkpoint_of_size", sql::kCheckpointOfSize}, Integer(size)));
}

}  // namespace clearway::audit
