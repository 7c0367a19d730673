// SPDX-License-Identifier: Apache-2.0
#include "postgres/migrator.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "core/digest.h"
#include "postgres/connection.h"

namespace clearway::postgres {
namespace {

constexpr const char* kCreateTable =
    "CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, digest text NOT NULL, "
    "applied_at timestamptz NOT NULL DEFAULT now())";

// Any constant will do, as long as every migrator uses the same.
constexpr const char* kLock = "SELECT pg_advisory_lock(7264591)";

using Applied = std::map<std::string, std::string, std::less<>>;

Applied LoadApplied(Transaction& transaction) {
    Applied applied;
    const auto exists = transaction.exec1("SELECT to_regclass('schema_migrations') IS NOT NULL");
    if (!exists[0].as<bool>()) return applied;
    for (const auto& row : transaction.exec("SELECT name, digest FROM schema_migrations"))
        applied.emplace(row[0].c_str(), row[1].c_str());
    return applied;
}

std::string DigestOf(const Migration& migration) { return core::ToHex(core::Sha256(migration.sql)); }

void CheckUnchanged(const Applied& applied, const Migration& migration) {
    const auto found = applied.find(migration.name);
    if (found != applied.end() && found->second != DigestOf(migration))
        throw std::runtime_error("migration " + std::string(migration.name) +
                                 " was changed after it had been applied; add a new step instead");
}

void ApplyOne(Session& session, const Migration& migration) {
    Transaction transaction(session);
    transaction.exec(std::string(migration.sql));
    transaction.exec_params("INSERT INTO schema_migrations (name, digest) VALUES ($1, $2)",
                            std::string(migration.name), DigestOf(migration));
    transaction.commit();
}

}  // namespace

std::vector<std::string> Migrate(const std::string& database_url,
                                 std::span<const Migration> migrations) {
    if (!std::ranges::is_sorted(migrations, {}, &Migration::name))
        throw std::runtime_error("migrations are not in the order of their names");
    Session session(database_url);
    Applied applied;
    {
        Transaction transaction(session);
        transaction.exec(kLock);  // held until the session ends
        transaction.exec(kCreateTable);
        applied = LoadApplied(transaction);
        transaction.commit();
    }
    std::vector<std::string> names;
    for (const auto& migration : migrations) {
        CheckUnchanged(applied, migration);
        if (applied.contains(migration.name)) continue;
        ApplyOne(session, migration);
        names.emplace_back(migration.name);
    }
    return names;
}

std::vector<std::string> PendingMigrations(const std::string& database_url,
                                           std::span<const Migration> migrations) {
    Session session(database_url);
    Transaction transaction(session);
    const auto applied = LoadApplied(transaction);
    std::vector<std::string> pending;
    for (const auto& migration : migrations) {
        CheckUnchanged(applied, migration);
        if (!applied.contains(migration.name)) pending.emplace_back(migration.name);
    }
    return pending;
}

}  // namespace clearway::postgres
