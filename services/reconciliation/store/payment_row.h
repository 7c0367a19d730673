// SPDX-License-Identifier: Apache-2.0
// A record as the row of table payments: its columns in a batch, and the record read from them.
#pragma once

#include "postgres/array.h"
#include "postgres/row.h"
#include "services/reconciliation/domain/record.h"

namespace clearway::reconciliation {

// The parameters of insert_payments.sql and update_payments.sql.
struct PaymentColumns {
    postgres::UuidArray payments, debtors, creditors, moved_events, moved_debtors, moved_creditors;
    postgres::TimestampArray since;
    postgres::IntegerArray versions, amounts, captured, settled, moved_amounts, stream_versions;
    postgres::TextArray states, currencies, moved_currencies;
    postgres::BoolArray automatic, committed, in_flight, matched, reconciled, exceptional;
    std::size_t rows = 0;

    void Add(const Record& record);

private:
    void AddTold(const std::optional<Expectation>& told);
    void AddMoved(const Movement* moved);
};

struct LoadedRow {
    Record record;
    bool exceptional;  // more of it is in other tables
};

// A row of load_payments.sql.
LoadedRow ToRecord(const pqxx::row& row);

}  // namespace clearway::reconciliation
