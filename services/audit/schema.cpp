// SPDX-License-Identifier: Apache-2.0
#include "services/audit/schema.h"

#include "embedded/audit_migrations.h"
#include "events/event_partitions.h"
#include "events/event_store.h"
#include "services/audit/store/audit_log.h"

namespace clearway::audit {

std::vector<postgres::Migration> Migrations() {
    std::vector<postgres::Migration> migrations{events::EventStoreMigration()};
    for (const auto& own : postgres::MigrationsOf(embedded::audit_migrations::kAll))
        migrations.push_back(own);
    return migrations;
}

std::vector<postgres::PartitionedTable> Partitioned() {
    return {EntryPartitions(), events::EventPartitions()};
}

std::vector<std::string> Migrate(const std::string& database_url) {
    auto done = postgres::Migrate(database_url, Migrations());
    for (auto& name :
         postgres::CreatePartitionsAhead(database_url, Partitioned(), core::SystemClock().Now()))
        done.push_back("partition " + std::move(name));
    return done;
}

}  // namespace clearway::audit
