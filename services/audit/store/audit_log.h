// SPDX-License-Identifier: Apache-2.0
// The audit log in PostgreSQL as its one writer sees it: a batch of entries and the hashes that
// they add to the tree, in one statement of the writer's transaction. Of the writer's thread only.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "merkle/frontier.h"
#include "postgres/connection.h"
#include "postgres/partitions.h"
#include "services/audit/domain/entry.h"

namespace clearway::audit {

// Entries are divided by the month in which they were stored.
postgres::PartitionedTable EntryPartitions();

class AuditLog {
public:
    // Appends in order, once a transaction; the number of the first. Where the log ends is
    // remembered from one batch to the next. Throws pqxx::unique_violation when another writer went
    // on from there: the next attempt reads where.
    std::uint64_t Append(postgres::Transaction& transaction, std::span<const Entry> entries);
    // After the commit. An append without one before the next was rolled back, or is in doubt.
    void Committed() { under_way_ = false; }

private:
    std::optional<merkle::Frontier> end_;  // as the transaction under way sees it
    bool under_way_ = false;
};

}  // namespace clearway::audit
