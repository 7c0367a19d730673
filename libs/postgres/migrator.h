// SPDX-License-Identifier: Apache-2.0
// Schema steps, forward only, embedded in the binary: 0001_name, 0002_name, ... Each runs in its own
// transaction and is recorded with the digest of its text; a recorded step whose text changed is
// refused. An advisory lock lets one process migrate at a time.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clearway::postgres {

struct Migration {
    std::string_view name;  // "0001_payments"
    std::string_view sql;
};

// Applies what is missing; returns the names applied. Throws std::runtime_error with the reason.
std::vector<std::string> Migrate(const std::string& database_url,
                                 std::span<const Migration> migrations);

// Names of steps that the database lacks; `serve` refuses to start while there are any.
std::vector<std::string> PendingMigrations(const std::string& database_url,
                                           std::span<const Migration> migrations);

// For clearway_embed()'s kAll.
template <class Files>
std::vector<Migration> MigrationsOf(const Files& files) {
    std::vector<Migration> migrations;
    for (const auto& file : files) migrations.push_back({file.name, file.text});
    return migrations;
}

}  // namespace clearway::postgres
