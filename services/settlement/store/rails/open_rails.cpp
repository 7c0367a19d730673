// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/store/rails/open_rails.h"

#include "embedded/settlement_sql.h"
#include "postgres/row.h"

namespace clearway::settlement {

namespace sql = embedded::settlement_sql;

std::map<std::string, std::int64_t> CommittedByRail(postgres::Transaction& transaction) {
    std::map<std::string, std::int64_t> found;
    for (const auto& row :
         postgres::Execute(transaction, {"committed_by_rail", sql::kCommittedByRail}))
        found.emplace(postgres::AsText(row["rail"]), postgres::AsInt(row["payments"]));
    return found;
}

RailsWaiting CountWaiting(postgres::Transaction& transaction) {
    const auto rows =
        postgres::Execute(transaction, {"count_rails_waiting", sql::kCountRailsWaiting});
    const auto row = rows[0];
    std::map<std::string, Suspended> suspended;
    for (const auto& sum :
         postgres::Execute(transaction, {"count_suspended", sql::kCountSuspended}))
        suspended.emplace(postgres::AsText(sum["currency"]),
                          Suspended{.transfers = postgres::AsInt(sum["transfers"]),
                                    .minor_units = postgres::AsInt(sum["amount"])});
    return {.open = postgres::AsInt(row["open"]),
            .unknown = postgres::AsInt(row["unknown"]),
            .conflicts = postgres::AsInt(row["conflicts"]),
            .oldest = postgres::AsOptionalTimestamp(row["oldest"]),
            .gathered = postgres::AsInt(row["gathered"]),
            .cut_off = postgres::AsOptionalTimestamp(row["cut_off"]),
            .files = postgres::AsInt(row["files"]),
            .oldest_file = postgres::AsOptionalTimestamp(row["oldest_file"]),
            .suspended = std::move(suspended)};
}

}  // namespace clearway::settlement
