// SPDX-License-Identifier: Apache-2.0
// RailBookReader and RailFileReader over PostgreSQL. Never: a write.
#pragma once

#include "postgres/read_pool.h"
#include "services/settlement/usecase/rails/ports.h"

namespace clearway::settlement {

class StoredRailReader final : public RailBookReader, public RailFileReader {
public:
    explicit StoredRailReader(postgres::ReadPool& pool) : pool_(pool) {}

    async::Task<core::Result<std::vector<rails::RailTransfer>>> EarliestDue(int limit) override;
    async::Task<core::Result<std::int64_t>> CursorOf(std::string rail) override;
    async::Task<core::Result<rails::RailTransfer>> Find(rails::RailTransferId id) override;
    async::Task<core::Result<std::vector<rails::RailTransfer>>> ListWaiting(
        core::Timestamp created_before, std::optional<core::PagePosition> after,
        int limit) override;
    async::Task<core::Result<std::vector<StoredRailConflict>>> ListConflicts(
        bool resolved_too, std::optional<core::PagePosition> after, int limit) override;
    async::Task<core::Result<std::vector<RailCollection>>> Collections(int limit) override;
    async::Task<core::Result<std::vector<rails::RailTransfer>>> Gathered(RailCollection collection,
                                                                         int limit) override;
    async::Task<core::Result<int>> CountFiles(RailCollection collection) override;
    async::Task<core::Result<StoredRailFile>> File(core::Uuid id) override;

private:
    postgres::ReadPool& pool_;
};

}  // namespace clearway::settlement
