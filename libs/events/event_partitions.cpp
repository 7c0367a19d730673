// SPDX-License-Identifier: Apache-2.0
#include "events/event_partitions.h"

#include "embedded/events_sql.h"
#include "telemetry/log.h"

namespace clearway::events {

postgres::PartitionedTable EventPartitions() {
    return {.name = "events",
            .each = std::string(embedded::events_sql::kFinishPartition),
            .needed = std::string(embedded::events_sql::kPartitionNeeded)};
}

void MakePartitionsFor(const std::string& database_url, const std::set<core::Timestamp>& times) {
    postgres::Session session(database_url);
    for (const auto time : times) {
        for (const auto& name : postgres::CreatePartitions(session, EventPartitions(), time, time)) {
            log::Info("a partition was made for facts of its time", {{"partition", name}});
        }
    }
}

std::set<core::Timestamp> PartitionsOf(const std::vector<NewEvent>& events) {
    std::set<core::Timestamp> times;
    for (const auto& event : events) times.insert(postgres::MonthStart(event.occurred_at));
    return times;
}

}  // namespace clearway::events
