// SPDX-License-Identifier: Apache-2.0
// The schema of the audit service's database.
#pragma once

#include <string>
#include <vector>

#include "postgres/migrator.h"
#include "postgres/partitions.h"

namespace clearway::audit {

std::vector<postgres::Migration> Migrations();

// The tables that are divided by month.
std::vector<postgres::PartitionedTable> Partitioned();

// Brings the database to it, with the partitions of the months to come; what was done.
std::vector<std::string> Migrate(const std::string& database_url);

}  // namespace clearway::audit
