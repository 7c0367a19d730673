// SPDX-License-Identifier: Apache-2.0
// The stored log inside a transaction, which must outlive it. Only reads.
#pragma once

#include "postgres/connection.h"
#include "services/audit/usecase/ports.h"

namespace clearway::audit {

class LogInTransaction final : public LogReader {
public:
    explicit LogInTransaction(postgres::Transaction& transaction) : transaction_(transaction) {}

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

private:
    postgres::Transaction& transaction_;
};

}  // namespace clearway::audit
