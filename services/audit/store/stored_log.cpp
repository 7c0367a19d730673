// SPDX-License-Identifier: Apache-2.0
#include "services/audit/store/stored_log.h"

#include "embedded/audit_sql.h"
#include "postgres/in_transaction.h"
#include "services/audit/store/log_in_transaction.h"

namespace clearway::audit {

template <class Question>
auto StoredLog::Ask(Question question) {
    return postgres::InTransaction(connection_, postgres::Access::kWrite, [&](auto& transaction) {
        LogInTransaction log(transaction);
        return question(log);
    });
}

std::vector<std::string> StoredLog::ReadTiles(std::span<const merkle::TileId> tiles) {
    return Ask([&](auto& log) { return log.ReadTiles(tiles); });
}

std::uint64_t StoredLog::Size() {
    return Ask([](auto& log) { return log.Size(); });
}

std::uint64_t StoredLog::FirstKept() {
    return Ask([](auto& log) { return log.FirstKept(); });
}

std::vector<LoggedEntry> StoredLog::ReadEntries(std::uint64_t begin, std::uint64_t end) {
    return Ask([&](auto& log) { return log.ReadEntries(begin, end); });
}

std::vector<LoggedEntry> StoredLog::ReadStreams(std::span<const core::Uuid> streams,
                                                std::uint64_t begin, std::size_t limit) {
    return Ask([&](auto& log) { return log.ReadStreams(streams, begin, limit); });
}

std::optional<LoggedEntry> StoredLog::FindFact(const std::string& source, const core::Uuid& stream,
                                               std::int32_t version) {
    return Ask([&](auto& log) { return log.FindFact(source, stream, version); });
}

std::optional<StoredCheckpoint> StoredLog::LatestCheckpoint() {
    return Ask([](auto& log) { return log.LatestCheckpoint(); });
}

std::optional<StoredCheckpoint> StoredLog::CheckpointOf(std::uint64_t size) {
    return Ask([&](auto& log) { return log.CheckpointOf(size); });
}

bool StoredLog::AddCheckpoint(std::uint64_t size, const std::string& note) {
    const auto added =
        postgres::InTransaction(connection_, postgres::Access::kWrite, [&](auto& transaction) {
            return postgres::Execute(transaction,
                                     {"add_checkpoint", embedded::audit_sql::kAddCheckpoint},
                                     static_cast<std::int64_t>(size), note);
        });
    return added.affected_rows() == 1;
}

}  // namespace clearway::audit
