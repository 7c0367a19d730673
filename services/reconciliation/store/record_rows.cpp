// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/store/record_rows.h"

#include <algorithm>

#include "embedded/reconciliation_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"
#include "services/reconciliation/store/break_row.h"
#include "services/reconciliation/store/payment_row.h"

namespace clearway::reconciliation {

namespace {

namespace sql = embedded::reconciliation_sql;
using postgres::Execute;

Record& Of(std::vector<Record>& records, const core::PaymentId& payment) {
    return *std::ranges::lower_bound(records, payment, {}, &Record::payment_id);
}

void AddMovedAgain(std::vector<Record>& records, const pqxx::row& row) {
    auto& record = Of(records, postgres::AsId<core::PaymentId>(row[0]));
    record.moved.push_back({.event_id = postgres::AsUuid(row[1]),
                            .payment_id = record.payment_id,
                            .debtor = postgres::AsId<core::AccountId>(row[2]),
                            .creditor = postgres::AsId<core::AccountId>(row[3]),
                            .amount = AsMoney(row[4], row[5]).value()});
}

// Most have neither money that moved again nor a break.
void AddExceptions(postgres::Transaction& transaction, std::vector<Record>& records,
                   std::span<const core::PaymentId> exceptional) {
    if (exceptional.empty()) return;
    for (const auto& row :
         Execute(transaction, {"load_moved_again", sql::kLoadMovedAgain}, AsArray(exceptional)))
        AddMovedAgain(records, row);
    for (const auto& row :
         Execute(transaction, {"load_open_breaks", sql::kLoadOpenBreaks}, AsArray(exceptional))) {
        auto& record = Of(records, postgres::AsId<core::PaymentId>(row[0]));
        record.standing.open.push_back({postgres::AsUuid(row[1]), AsReason(row[2])});
    }
}

}  // namespace

pqxx::binarystring AsArray(std::span<const core::PaymentId> payments) {
    postgres::UuidArray ids;
    for (const auto& payment : payments) ids.Add(payment);
    return ids.Take();
}

std::vector<Record> ReadRecords(postgres::Transaction& transaction,
                                std::span<const core::PaymentId> payments, bool only_in_flight) {
    std::vector<Record> records;
    if (payments.empty()) return records;
    std::vector<core::PaymentId> exceptional;
    for (const auto& row : Execute(transaction, {"load_payments", sql::kLoadPayments},
                                   AsArray(payments), only_in_flight)) {
        auto loaded = ToRecord(row);
        if (loaded.exceptional) exceptional.push_back(loaded.record.payment_id);
        records.push_back(std::move(loaded.record));
    }
    AddExceptions(transaction, records, exceptional);
    return records;
}

}  // namespace clearway::reconciliation
