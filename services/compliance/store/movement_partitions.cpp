// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/store/movement_partitions.h"

#include <algorithm>
#include <chrono>

#include "postgres/partitions.h"
#include "services/compliance/monitoring/activity.h"
#include "telemetry/log.h"

namespace clearway::compliance {

namespace {

const postgres::PartitionedTable kMovements{.name = "movements",
                                            .width = postgres::PartitionWidth::kDay};

}  // namespace

void MovementPartitions::MakeFor(const std::set<core::Timestamp>& times, core::Timestamp now) {
    std::set<core::Timestamp> days;
    for (const auto time : times) days.insert(std::chrono::floor<std::chrono::days>(time));
    if (std::ranges::includes(made_, days)) return;
    postgres::Session session(database_url_);
    for (const auto day : days) {
        if (made_.contains(day)) continue;
        postgres::CreatePartitions(session, kMovements, day, day);
        made_.insert(day);
    }
    DropOld(session, now, days);
}

// Whoever reads or writes a movement just then is not waited for: the next new day tries again.
void MovementPartitions::DropOld(postgres::Session& session, core::Timestamp now,
                                 const std::set<core::Timestamp>& needed) {
    const auto horizon = std::min(*made_.rbegin(), now) - kActivityKept;
    try {
        postgres::Transaction transaction(session);
        transaction.exec("SET LOCAL lock_timeout = '1s'");
        for (const auto& partition : postgres::ListPartitions(transaction, kMovements.name)) {
            if (partition.to > horizon || needed.contains(partition.from)) continue;
            transaction.exec("DROP TABLE " + partition.name);
            made_.erase(partition.from);
        }
        transaction.commit();
    } catch (const pqxx::sql_error& error) {
        log::Warn("old movements could not be dropped yet", {{"reason", error.what()}});
    }
}

}  // namespace clearway::compliance
