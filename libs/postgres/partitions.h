// SPDX-License-Identifier: Apache-2.0
// Tables that are divided by time (PARTITION BY RANGE over a timestamptz column): which partition
// holds a moment, which there are, making those to come. There is no default partition: one would
// have to be searched for every new partition, and nothing could be detached concurrently.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "postgres/connection.h"

namespace clearway::postgres {

enum class PartitionWidth { kDay, kMonth };

struct PartitionedTable {
    std::string name;
    PartitionWidth width = PartitionWidth::kMonth;
    // Statements for each new partition, with % for its name: what it does not have from its parent,
    // as a unique index without the column that divides, or triggers for whom names it directly.
    std::string each = {};
    // A query with % for a partition's name that finds something as long as the partition must stay.
    std::string needed = {};
    // A statement with % for the partition's name that keeps what must stay of it, executed before it
    // leaves and perhaps more than once. Partitions leave in their order then: a later one stays for
    // as long as an earlier one does.
    std::string before_leaving = {};
};

struct Partition {
    std::string name;      // events_2026_11, or events_2026_11_24 of a day
    core::Timestamp from;  // in UTC
    core::Timestamp to;    // not in it any more
    bool detaching = false;  // a concurrent detach of it was begun and not finished
};

// The partition that `time` belongs to.
Partition PartitionOf(const PartitionedTable& table, core::Timestamp time);

// What is attached to the table (in the schema of its name), oldest first.
std::vector<Partition> ListPartitions(Transaction& transaction, const std::string& table);

// Makes and attaches what is missing for the moments from `from` to `to`; the names. Takes no lock
// that readers or writers of the table notice. Throws pqxx::failure.
std::vector<std::string> CreatePartitions(Session& session, const PartitionedTable& table,
                                          core::Timestamp from, core::Timestamp to);

// The same for the month of `now` and the next two, of all tables.
std::vector<std::string> CreatePartitionsAhead(const std::string& database_url,
                                               std::span<const PartitionedTable> tables,
                                               core::Timestamp now);

// Whether each of the tables can take a row of `now`; else the partition that lacks.
std::string MissingPartition(const std::string& database_url,
                             std::span<const PartitionedTable> tables, core::Timestamp now);

// Months before or after the month of `time`: its first moment in UTC.
core::Timestamp MonthStart(core::Timestamp time, int months = 0);

// `text` with a name for each %.
std::string Named(std::string_view text, std::string_view name);

}  // namespace clearway::postgres
