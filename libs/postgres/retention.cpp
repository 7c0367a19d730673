// SPDX-License-Identifier: Apache-2.0
#include "postgres/retention.h"

#include <algorithm>
#include <cstdio>

#include "postgres/row.h"

namespace clearway::postgres {
namespace {

constexpr const char* kLockNotAvailable = "55P03";
// Any constant will do, as long as everybody who retires partitions uses the same.
constexpr const char* kOneAtATime = "SELECT pg_try_advisory_lock(7264593)";

constexpr const char* kArchive = R"(
CREATE SCHEMA IF NOT EXISTS archive;
CREATE TABLE IF NOT EXISTS archive.partitions (
    name        text        PRIMARY KEY,
    table_name  text        NOT NULL,
    from_time   timestamptz NOT NULL,
    to_time     timestamptz NOT NULL,
    row_count   bigint      NOT NULL,
    archived_at timestamptz NOT NULL DEFAULT now()
))";

// Detached, and the call that did it ended before the move.
constexpr const char* kLeftOver = R"(
SELECT relname FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND NOT relispartition
  AND relname ~ ('^' || $1::text || '_[0-9]{4}_[0-9]{2}(_[0-9]{2})?$')
ORDER BY relname)";

// Statements that stand alone: a concurrent detach commits in between.
class Retirement {
public:
    Retirement(Session& session, const PartitionedTable& table, const RetentionOptions& options)
        : session_(session), table_(table), options_(options) {
        pqxx::nontransaction(session_).exec("SET lock_timeout = " +
                                            std::to_string(options.lock_timeout.count()));
    }

    std::vector<Retired> Run(core::Timestamp before) {
        std::vector<Retired> retired;
        for (const auto& partition : LeftOver()) retired.push_back(Retire(partition, false));
        for (const auto& partition : Attached()) {
            if (partition.to > before) break;
            const bool must_wait = !table_.before_leaving.empty() && !retired.empty() &&
                                   !retired.back().stays_because.empty();
            retired.push_back(must_wait ? Staying(partition) : Retire(partition, true));
        }
        return retired;
    }

private:
    std::vector<Partition> Attached() {
        Transaction transaction(session_);
        return ListPartitions(transaction, table_.name);
    }

    std::vector<Partition> LeftOver() {
        Transaction transaction(session_);
        std::vector<Partition> found;
        for (const auto& row : Execute(transaction, {"left_over", kLeftOver}, table_.name)) {
            int year = 0;
            unsigned month = 0, day = 1;
            const auto name = AsText(row[0]);
            std::sscanf(name.c_str() + table_.name.size(), "_%d_%u_%u", &year, &month, &day);
            auto partition = PartitionOf(
                table_, std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) /
                                              std::chrono::day(day)));
            partition.name = name;
            found.push_back(std::move(partition));
        }
        return found;
    }

    static Retired Staying(const Partition& partition) {
        return {.partition = partition, .stays_because = "an older one stays"};
    }

    Retired Retire(const Partition& partition, bool attached) {
        Retired retired{.partition = partition};
        retired.rows = Count(partition);
        if (attached && IsNeeded(partition)) {
            retired.stays_because = "something of it has not left for its readers yet";
        } else if (!options_.dry_run) {
            if (attached) PrepareToLeave(partition);
            if (!attached || Detach(partition))
                retired.archived_as = Move(partition, retired.rows);
            else
                retired.stays_because = "its locks could not be had, try again later";
        }
        return retired;
    }

    std::int64_t Count(const Partition& partition) {
        Transaction transaction(session_);
        return AsInt(transaction.exec1("SELECT count(*) FROM " + partition.name)[0]);
    }

    bool IsNeeded(const Partition& partition) {
        if (table_.needed.empty()) return false;
        Transaction transaction(session_);
        return !transaction.exec(Named(table_.needed, partition.name)).empty();
    }

    void PrepareToLeave(const Partition& partition) {
        if (table_.before_leaving.empty()) return;
        Transaction transaction(session_);
        transaction.exec(Named(table_.before_leaving, partition.name));
        transaction.commit();
    }

    // False when its locks could not be had. What was begun is finished by the next attempt.
    bool Detach(const Partition& partition) {
        for (int attempt = 0; attempt < options_.attempts_max; ++attempt) {
            const auto attached = Attached();
            const auto found = std::ranges::find(attached, partition.name, &Partition::name);
            if (found == attached.end()) return true;
            try {
                pqxx::nontransaction(session_).exec(
                    "ALTER TABLE " + table_.name + " DETACH PARTITION " + partition.name +
                    (found->detaching ? " FINALIZE" : " CONCURRENTLY"));
                return true;
            } catch (const pqxx::sql_error& error) {
                if (error.sqlstate() != kLockNotAvailable) throw;
            }
        }
        return false;
    }

    // A month that got late rows after its partition had left has a second one.
    std::string FreeName(Transaction& transaction, const std::string& wanted) {
        auto name = wanted;
        for (int number = 2;; ++number) {
            const auto taken = transaction.exec_params(
                "SELECT 1 FROM archive.partitions WHERE name = $1", name);
            if (taken.empty()) return name;
            name = wanted + "_part" + std::to_string(number);
        }
    }

    std::string Move(const Partition& partition, std::int64_t rows) {
        Transaction transaction(session_);
        transaction.exec(kArchive);
        const auto name = FreeName(transaction, partition.name);
        if (name != partition.name)
            transaction.exec("ALTER TABLE " + partition.name + " RENAME TO " + name);
        transaction.exec("ALTER TABLE " + name + " SET SCHEMA archive");
        transaction.exec_params(
            "INSERT INTO archive.partitions (name, table_name, from_time, to_time, row_count) "
            "VALUES ($1, $2, $3, $4, $5)",
            name, table_.name, core::FormatRfc3339(partition.from),
            core::FormatRfc3339(partition.to), rows);
        transaction.commit();
        return "archive." + name;
    }

    Session& session_;
    const PartitionedTable& table_;
    const RetentionOptions& options_;
};

}  // namespace

std::vector<Retired> RetirePartitions(const std::string& database_url,
                                      std::span<const PartitionedTable> tables,
                                      const RetentionOptions& options, core::Timestamp now) {
    std::vector<Retired> all;
    Session session(database_url);
    if (!AsBool(pqxx::nontransaction(session).exec1(kOneAtATime)[0])) throw RetentionBusy();
    for (const auto& table : tables) {
        Retirement retirement(session, table, options);
        for (auto& one : retirement.Run(MonthStart(now, -options.keep_months)))
            all.push_back(std::move(one));
    }
    return all;
}

bool HasArchive(Transaction& transaction) {
    return AsBool(transaction.exec1("SELECT to_regclass('archive.partitions') IS NOT NULL")[0]);
}

}  // namespace clearway::postgres
