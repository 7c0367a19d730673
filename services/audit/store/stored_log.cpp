// SPDX-License-Identifier: Apache-2.0
#include "services/audit/store/stored_log.h"

#include <algorithm>
#include <stdexcept>

#include "embedded/audit_sql.h"
#include "postgres/in_transaction.h"
#include "postgres/row.h"
#include "services/audit/store/stored_tiles.h"

namespace clearway::audit {

namespace {

namespace sql = embedded::audit_sql;

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

}  // namespace

template <class Work>
auto StoredLog::Run(Work work) {
    return postgres::InTransaction(connection_, postgres::Access::kWrite, std::move(work));
}

std::vector<std::string> StoredLog::ReadTiles(std::span<const merkle::TileId> tiles) {
    return Run([&](auto& transaction) { return StoredTiles(transaction).ReadTiles(tiles); });
}

std::uint64_t StoredLog::Size() {
    return Run([](auto& transaction) { return StoredTiles(transaction).LogSize(); });
}

std::vector<LoggedEntry> StoredLog::ReadEntries(std::uint64_t begin, std::uint64_t end) {
    return EntriesOf(Run([&](auto& transaction) {
        return postgres::Execute(transaction, {"read_entries", sql::kReadEntries},
                                 static_cast<std::int64_t>(begin), static_cast<std::int64_t>(end));
    }));
}

std::vector<LoggedEntry> StoredLog::ReadStream(const core::Uuid& stream_id) {
    return EntriesOf(Run([&](auto& transaction) {
        return postgres::Execute(transaction, {"read_stream", sql::kReadStream},
                                 stream_id.ToString());
    }));
}

std::optional<StoredCheckpoint> StoredLog::LatestCheckpoint() {
    const auto rows = Run([](auto& transaction) {
        return postgres::Execute(
            transaction, {"latest_checkpoint",
                          "SELECT size, note FROM audit_checkpoints ORDER BY size DESC LIMIT 1"});
    });
    if (rows.empty()) return std::nullopt;
    return StoredCheckpoint{.size = static_cast<std::uint64_t>(postgres::AsInt(rows[0][0])),
                            .note = postgres::AsText(rows[0][1])};
}

bool StoredLog::AddCheckpoint(std::uint64_t size, const std::string& note) {
    const auto added = Run([&](auto& transaction) {
        return postgres::Execute(transaction,
                                 {"add_checkpoint",
                                  "INSERT INTO audit_checkpoints (size, note) VALUES ($1, $2) "
                                  "ON CONFLICT DO NOTHING"},
                                 static_cast<std::int64_t>(size), note);
    });
    return added.affected_rows() == 1;
}

}  // namespace clearway::audit
