// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/store/break_store.h"

#include <limits>

#include "embedded/reconciliation_sql.h"
#include "services/reconciliation/store/break_row.h"

namespace clearway::reconciliation {

namespace {

namespace sql = embedded::reconciliation_sql;

// Newer than any break: the year 2100.
const core::PagePosition kNewest{core::FromMicros(4'102'444'800'000'000), core::Uuid()};

Break ToBreak(const pqxx::row& row) {
    return {.break_id = postgres::AsUuid(row[0]),
            .payment_id = postgres::AsId<core::PaymentId>(row[1]),
            .reason = AsReason(row[2]),
            .expected = AsMoney(row[3], row[4]),
            .actual = AsMoney(row[5], row[6]),
            .detected_at = postgres::AsTimestamp(row[7]),
            .closed_at = postgres::AsOptionalTimestamp(row[8])};
}

core::Result<std::vector<Break>> Select(postgres::Transaction& transaction,
                                        const BreakQuery& query) {
    const auto after = query.after.value_or(kNewest);
    std::vector<Break> breaks;
    for (const auto& row : postgres::Execute(
             transaction, {"list_breaks", sql::kListBreaks}, query.include_closed,
             core::ToMicros(after.time), after.id.ToString(), query.limit))
        breaks.push_back(ToBreak(row));
    return breaks;
}

}  // namespace

async::Task<core::Result<std::vector<Break>>> BreakStore::Read(BreakQuery query) {
    return readers_.Read<std::vector<Break>>(
        [query](postgres::Transaction& transaction) { return Select(transaction, query); });
}

}  // namespace clearway::reconciliation
