// SPDX-License-Identifier: Apache-2.0
// Reads the audit log, and keeps its checkpoints, on a connection of its own, which is made anew
// after a failure.
#pragma once

#include <string>

#include "postgres/connection.h"
#include "services/audit/usecase/ports.h"

namespace clearway::audit {

class StoredLog final : public LogReader {
public:
    explicit StoredLog(std::string database_url) : connection_(std::move(database_url)) {}

    std::vector<std::string> ReadTiles(std::span<const merkle::TileId> tiles) override;
    std::uint64_t Size() override;
    std::uint64_t FirstKept() override;
    std::vector<LoggedEntry> ReadEntries(std::uint64_t begin, std::uint64_t end) override;
    std::vector<LoggedEntry> ReadStreams(std::span<const core::Uuid> streams, std::uint64_t begin,
                                         std::size_t limit) override;
    std::optional<LoggedEntry> FindFact(const std::string& source, const core::Uuid& stream,
                                        std::int32_t version) override;
    std::optional<StoredCheckpoint> LatestCheckpoint() override;
    std::optional<StoredCheckpoint> CheckpointOf(std::uint64_t size) override;

    // False when there is one of this size already.
    bool AddCheckpoint(std::uint64_t size, const std::string& note);

private:
    template <class Question>
    auto Ask(Question question);

    postgres::Connection connection_;
};

}  // namespace clearway::audit
