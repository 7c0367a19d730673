// SPDX-License-Identifier: Apache-2.0
#include "postgres/partitions.h"

#include <algorithm>
#include <cstdio>

#include "postgres/row.h"

namespace clearway::postgres {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr int kMonthsAhead = 2;

// Any constant will do, as long as everybody who makes partitions uses the same.
constexpr const char* kOneAtATime = "SELECT pg_advisory_xact_lock(7264592)";
// Attaching waits for a vacuum or another attach, and nobody waits for that.
constexpr const char* kLockTimeout = "SET LOCAL lock_timeout = '5s'";

// The bounds are known as the text that pg_dump would write; its times carry their offsets.
constexpr const char* kList = R"(
SELECT part.relname, (extract(epoch FROM bounds.lower) * 1000000)::bigint,
       (extract(epoch FROM bounds.upper) * 1000000)::bigint, i.inhdetachpending
FROM pg_inherits i
JOIN pg_class part ON part.oid = i.inhrelid
CROSS JOIN LATERAL (SELECT pg_get_expr(part.relpartbound, part.oid) AS text) AS bound
CROSS JOIN LATERAL (
    SELECT substring(bound.text FROM 'FROM \(''([^'']+)''\)')::timestamptz AS lower,
           substring(bound.text FROM 'TO \(''([^'']+)''\)')::timestamptz AS upper) AS bounds
WHERE i.inhparent = to_regclass($1) AND bounds.lower IS NOT NULL
ORDER BY bounds.lower)";

std::string NameOf(const PartitionedTable& table, const year_month_day& day) {
    char suffix[32];
    const auto year = static_cast<int>(day.year());
    const auto month = static_cast<unsigned>(day.month());
    if (table.width == PartitionWidth::kMonth)
        std::snprintf(suffix, sizeof suffix, "_%04d_%02u", year, month);
    else
        std::snprintf(suffix, sizeof suffix, "_%04d_%02u_%02u", year, month,
                      static_cast<unsigned>(day.day()));
    return table.name + suffix;
}

bool Overlap(const Partition& a, const Partition& b) { return a.from < b.to && b.from < a.to; }

// Made beside the table and then attached: CREATE TABLE ... PARTITION OF would lock the table against
// everybody.
void Create(Transaction& transaction, const PartitionedTable& table, const Partition& wanted) {
    transaction.exec("CREATE TABLE " + wanted.name + " (LIKE " + table.name +
                     " INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE)");
    if (!table.each.empty()) transaction.exec(Named(table.each, wanted.name));
    transaction.exec("ALTER TABLE " + table.name + " ATTACH PARTITION " + wanted.name +
                     " FOR VALUES FROM ('" + core::FormatRfc3339(wanted.from) + "') TO ('" +
                     core::FormatRfc3339(wanted.to) + "')");
}

}  // namespace

core::Timestamp MonthStart(core::Timestamp time, int count) {
    const year_month_day day(std::chrono::floor<days>(time));
    return sys_days((day.year() / day.month() + months(count)) / 1);
}

Partition PartitionOf(const PartitionedTable& table, core::Timestamp time) {
    const auto day = std::chrono::floor<days>(time);
    if (table.width == PartitionWidth::kDay)
        return {.name = NameOf(table, day), .from = day, .to = day + days(1)};
    return {.name = NameOf(table, day), .from = MonthStart(time), .to = MonthStart(time, 1)};
}

std::vector<Partition> ListPartitions(Transaction& transaction, const std::string& table) {
    std::vector<Partition> partitions;
    for (const auto& row : Execute(transaction, {"list_partitions", kList}, table))
        partitions.push_back({.name = AsText(row[0]),
                              .from = AsTimestamp(row[1]),
                              .to = AsTimestamp(row[2]),
                              .detaching = AsBool(row[3])});
    return partitions;
}

std::vector<std::string> CreatePartitions(Session& session, const PartitionedTable& table,
                                          core::Timestamp from, core::Timestamp to) {
    Transaction transaction(session);
    transaction.exec(kLockTimeout);
    transaction.exec(kOneAtATime);
    const auto known = ListPartitions(transaction, table.name);
    std::vector<std::string> names;
    for (auto wanted = PartitionOf(table, from); wanted.from <= to;
         wanted = PartitionOf(table, wanted.to)) {
        if (std::ranges::any_of(known, [&](const auto& one) { return Overlap(one, wanted); }))
            continue;
        Create(transaction, table, wanted);
        names.push_back(wanted.name);
    }
    transaction.commit();
    return names;
}

std::vector<std::string> CreatePartitionsAhead(const std::string& database_url,
                                               std::span<const PartitionedTable> tables,
                                               core::Timestamp now) {
    std::vector<std::string> names;
    if (tables.empty()) return names;
    Session session(database_url);
    for (const auto& table : tables)
        for (auto& name : CreatePartitions(session, table, now, MonthStart(now, kMonthsAhead)))
            names.push_back(std::move(name));
    return names;
}

std::string MissingPartition(const std::string& database_url,
                             std::span<const PartitionedTable> tables, core::Timestamp now) {
    if (tables.empty()) return {};
    Session session(database_url);
    Transaction transaction(session);
    for (const auto& table : tables) {
        const auto holds = [now](const Partition& one) { return one.from <= now && now < one.to; };
        if (!std::ranges::any_of(ListPartitions(transaction, table.name), holds))
            return PartitionOf(table, now).name;
    }
    return {};
}

std::string Named(std::string_view text, std::string_view name) {
    std::string result;
    for (const char c : text) c == '%' ? result.append(name) : result.append(1, c);
    return result;
}

}  // namespace clearway::postgres
