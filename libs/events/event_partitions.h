// SPDX-License-Identifier: Apache-2.0
// The event store is divided by the month in which facts occurred. Partitions are made ahead by
// whoever runs the service (libs/host); those of other months when facts of them are appended: a
// consumer that was away for long brings facts of their time.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "events/event.h"
#include "postgres/partitions.h"

namespace clearway::events {

postgres::PartitionedTable EventPartitions();

// Makes the partitions that lack for facts of these times; another process may do so beside it.
void MakePartitionsFor(const std::string& database_url, const std::set<core::Timestamp>& times);

// One moment for each partition that the facts belong to.
std::set<core::Timestamp> PartitionsOf(const std::vector<NewEvent>& events);

}  // namespace clearway::events
