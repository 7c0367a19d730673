// SPDX-License-Identifier: Apache-2.0
// SuspenseReader over PostgreSQL. Never: a write.
#pragma once

#include "postgres/read_pool.h"
#include "services/settlement/usecase/suspense_ports.h"

namespace clearway::settlement {

class StoredSuspenseReader final : public SuspenseReader {
public:
    explicit StoredSuspenseReader(postgres::ReadPool& pool) : pool_(pool) {}

    async::Task<core::Result<SuspendedTransfer>> Find(core::TransferId id) override;
    async::Task<core::Result<std::vector<SuspendedTransfer>>> List(
        bool released_too, std::optional<core::PagePosition> after, int limit) override;

private:
    postgres::ReadPool& pool_;
};

}  // namespace clearway::settlement
