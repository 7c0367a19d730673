// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/store/three_way_store.h"

#include <map>

#include "embedded/reconciliation_statement_sql.h"
#include "postgres/row.h"
#include "services/reconciliation/store/break_row.h"
#include "services/reconciliation/store/record_rows.h"

namespace clearway::reconciliation {

namespace {

namespace sql = embedded::reconciliation_statement_sql;
using postgres::Execute;

constexpr std::int64_t kCountPage = 1'000;

struct BothSides {
    std::optional<Record> books = {};
    StatementSide statement = {};
};

std::vector<core::PaymentId> PaymentsToCompare(postgres::Transaction& transaction,
                                               const core::PaymentId& after, std::int64_t limit,
                                               bool ended_too) {
    std::vector<core::PaymentId> payments;
    for (const auto& row :
         Execute(transaction, {"list_payments_to_compare", sql::kListPaymentsToCompare},
                 after.ToString(), limit, ended_too))
        payments.push_back(postgres::AsId<core::PaymentId>(row[0]));
    return payments;
}

StatedDifference ToDifference(const pqxx::row& row) {
    StatedDifference one{.exception_id = postgres::AsUuid(row[1]),
                         .exception_class = postgres::AsText(row[2]),
                         .state = static_cast<ExceptionState>(postgres::AsInt(row[3])),
                         .contradicted = postgres::AsBool(row[4]),
                         .line = AsMoney(row[6], row[7])};
    if (!row[8].is_null()) one.more_minor = postgres::AsInt(row[8]);
    if (!row[5].is_null()) one.transfer_id = postgres::AsId<core::TransferId>(row[5]);
    return one;
}

ThreeWayCounts CountAll(postgres::Transaction& transaction) {
    ThreeWayCounts counts;
    core::PaymentId after;
    while (true) {
        const auto payments = PaymentsToCompare(transaction, after, kCountPage, true);
        for (const auto& one : ReadThreeWays(transaction, payments)) counts.Add(one.agreement);
        if (std::ssize(payments) < kCountPage) break;
        after = payments.back();
    }
    const auto rest =
        Execute(transaction, {"count_undisputed_payments", sql::kCountUndisputedPayments})[0];
    counts.agreed += postgres::AsInt(rest[0]);
    counts.awaited += postgres::AsInt(rest[1]);
    return counts;
}

}  // namespace

std::vector<ThreeWay> ReadThreeWays(postgres::Transaction& transaction,
                                    std::span<const core::PaymentId> payments) {
    std::map<core::PaymentId, BothSides> sides;
    for (auto& record : ReadRecords(transaction, payments))
        sides[record.payment_id].books = std::move(record);
    for (const auto& row :
         Execute(transaction, {"load_payment_transfers", sql::kLoadPaymentTransfers},
                 AsArray(payments)))
        sides[postgres::AsId<core::PaymentId>(row[0])].statement.transfers.push_back(
            {.transfer_id = postgres::AsId<core::TransferId>(row[1]),
             .amount = AsMoney(row[2], row[3]).value(),
             .matched = postgres::AsBool(row[4])});
    for (const auto& row :
         Execute(transaction, {"load_payment_differences", sql::kLoadPaymentDifferences},
                 AsArray(payments)))
        sides[postgres::AsId<core::PaymentId>(row[0])].statement.differences.push_back(
            ToDifference(row));
    std::vector<ThreeWay> three_ways;
    for (const auto& [payment, side] : sides)
        three_ways.push_back(
            CompareWays(side.books.value_or(Record{.payment_id = payment}), side.statement));
    return three_ways;
}

async::Task<core::Result<ThreeWay>> ThreeWayStore::Find(core::PaymentId payment) {
    auto reading = readers_.Read<ThreeWay>(
        [payment](postgres::Transaction& transaction) -> core::Result<ThreeWay> {
            auto found = ReadThreeWays(transaction, std::span(&payment, 1));
            if (found.empty()) return core::ErrorCode::kNotFound;
            return std::move(found.front());
        });
    co_return co_await std::move(reading);
}

async::Task<core::Result<ThreeWaySlice>> ThreeWayStore::List(core::PaymentId after,
                                                             std::int64_t limit) {
    auto reading = readers_.Read<ThreeWaySlice>(
        [after, limit](postgres::Transaction& transaction) -> core::Result<ThreeWaySlice> {
            // One more tells whether there is another.
            auto payments = PaymentsToCompare(transaction, after, limit + 1, false);
            ThreeWaySlice slice;
            if (std::ssize(payments) > limit) {
                payments.pop_back();
                slice.more_behind = payments.back();
            }
            slice.three_ways = ReadThreeWays(transaction, payments);
            return slice;
        });
    co_return co_await std::move(reading);
}

async::Task<core::Result<ThreeWayCounts>> ThreeWayStore::Count() {
    auto reading = readers_.Read<ThreeWayCounts>(
        [](postgres::Transaction& transaction) -> core::Result<ThreeWayCounts> {
            return CountAll(transaction);
        });
    co_return co_await std::move(reading);
}

}  // namespace clearway::reconciliation
