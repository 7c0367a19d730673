// SPDX-License-Identifier: Apache-2.0
// OldRailTransfers over PostgreSQL, each piece in a transaction of its own.
#pragma once

#include <string>

#include "postgres/connection.h"
#include "services/settlement/usecase/rails/rail_retention.h"

namespace clearway::settlement {

class StoredOldRailTransfers final : public OldRailTransfers {
public:
    explicit StoredOldRailTransfers(std::string database_url)
        : connection_(std::move(database_url)) {}

    std::int64_t LetGo(core::Timestamp before, int limit) override;

private:
    postgres::Connection connection_;
};

}  // namespace clearway::settlement
