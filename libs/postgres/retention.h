// SPDX-License-Identifier: Apache-2.0
// Old partitions leave their table and go to the schema `archive`, where they stay, unchanged, until
// an operator has dumped and dropped them. What left is noted in archive.partitions for good.
// Writers do not notice: the detach is concurrent, waits only a moment for each of its locks, and is
// tried again.
#pragma once

#include <chrono>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "postgres/partitions.h"

namespace clearway::postgres {

struct RetentionOptions {
    int keep_months = 0;  // whole months before the present one that stay
    bool dry_run = false;
    std::chrono::milliseconds lock_timeout{500};
    int attempts_max = 20;
};

// What became of one partition that is older than what is kept.
struct Retired {
    Partition partition;
    std::string archived_as = {};  // archive.events_2026_01; empty when it did not leave
    std::int64_t rows = 0;
    std::string stays_because = {};  // why it did not leave, or nothing in a dry run
};

// Another process does it right now.
struct RetentionBusy : std::runtime_error {
    RetentionBusy() : std::runtime_error("another process retires this database's partitions") {}
};

// Also completes what an earlier call began and did not finish. Throws RetentionBusy, pqxx::failure;
// a partition whose locks cannot be had stays and says so.
std::vector<Retired> RetirePartitions(const std::string& database_url,
                                      std::span<const PartitionedTable> tables,
                                      const RetentionOptions& options, core::Timestamp now);

// Whether partitions have left this database: what is not found may be there.
bool HasArchive(Transaction& transaction);

}  // namespace clearway::postgres
