// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/store/books_store.h"

#include <algorithm>
#include <unordered_map>

#include "embedded/reconciliation_sql.h"
#include "events/event_store.h"
#include "postgres/array.h"
#include "postgres/row.h"
#include "services/reconciliation/domain/fact.h"
#include "services/reconciliation/store/break_row.h"
#include "services/reconciliation/store/record_rows.h"

namespace clearway::reconciliation {

namespace {

namespace sql = embedded::reconciliation_sql;
using postgres::BoolArray;
using postgres::Execute;
using postgres::IntegerArray;
using postgres::TextArray;
using postgres::TimestampArray;
using postgres::UuidArray;

// A list then fits its row: a longer one would be kept beside it, in pieces.
constexpr std::size_t kListMax = 120;

std::int64_t NumberOf(BreakReason reason) { return static_cast<std::int64_t>(reason); }

}  // namespace

BooksStore::BooksStore(postgres::Transaction& transaction) : transaction_(transaction) {
    Execute(transaction_, {"lock_books", sql::kLockBooks});
}

std::vector<Record> BooksStore::Load(std::span<const core::PaymentId> payments) {
    return ReadRecords(transaction_, payments);
}

std::vector<Record> BooksStore::LoadInFlight(std::span<const core::PaymentId> payments) {
    return ReadRecords(transaction_, payments, true);
}

// Only what was matched is ever pruned.
void BooksStore::Recall(std::span<Record> records) {
    if (records.empty()) return;
    std::vector<core::Uuid> streams;
    for (const auto& record : records) streams.push_back(ReconciliationStream(record.payment_id));
    std::unordered_map<core::Uuid, std::int32_t> ends;
    for (const auto& event : events::LoadStreams(transaction_, streams))
        ends[event.stream_id] = event.version;
    for (std::size_t i = 0; i < streams.size(); ++i) {
        const auto end = ends.find(streams[i]);
        if (end == ends.end()) continue;
        records[i].standing.stream_version = end->second;
        records[i].standing.reconciled = true;
    }
}

void BooksStore::Save(std::span<const Record> records) {
    PaymentColumns inserted, updated;
    for (const auto& record : records) (record.stored ? updated : inserted).Add(record);
    if (inserted.rows > 0) Write({"insert_payments", sql::kInsertPayments}, inserted);
    if (updated.rows > 0) Write({"update_payments", sql::kUpdatePayments}, updated);
    SaveMovedAgain(records);
}

void BooksStore::Write(const postgres::Statement& statement, PaymentColumns& columns) {
    const auto written = Execute(
        transaction_, statement, columns.payments.Take(), columns.since.Take(),
        columns.versions.Take(), columns.states.Take(), columns.debtors.Take(),
        columns.creditors.Take(), columns.currencies.Take(), columns.amounts.Take(),
        columns.captured.Take(), columns.settled.Take(), columns.automatic.Take(),
        columns.moved_events.Take(), columns.moved_debtors.Take(), columns.moved_creditors.Take(),
        columns.moved_currencies.Take(), columns.moved_amounts.Take(), columns.in_flight.Take(),
        columns.matched.Take(), columns.reconciled.Take(), columns.exceptional.Take(),
        columns.stream_versions.Take(), columns.committed.Take());
    // Whoever prunes need not have the lock.
    if (written.affected_rows() != columns.rows)
        throw postgres::RetryBatch("a record went away after it was loaded");
}

void BooksStore::SaveMovedAgain(std::span<const Record> records) {
    UuidArray events, payments, debtors, creditors;
    TextArray currencies;
    IntegerArray amounts;
    bool any = false;
    for (const auto& record : records) {
        for (std::size_t i = 1; i < record.moved.size(); ++i) {
            const auto& moved = record.moved[i];
            events.Add(moved.event_id);
            payments.Add(moved.payment_id);
            debtors.Add(moved.debtor);
            creditors.Add(moved.creditor);
            currencies.Add(moved.amount.GetCurrency().Code());
            amounts.Add(moved.amount.MinorUnits());
            any = true;
        }
    }
    if (!any) return;
    Execute(transaction_, {"insert_moved_again", sql::kInsertMovedAgain}, events.Take(),
            payments.Take(), debtors.Take(), creditors.Take(), currencies.Take(), amounts.Take());
}

void BooksStore::Open(std::span<const Break> breaks) {
    if (breaks.empty()) return;
    UuidArray ids, payments;
    IntegerArray reasons;
    TimestampArray times;
    MoneyColumns expected, actual;
    for (const auto& one : breaks) {
        ids.Add(one.break_id);
        payments.Add(one.payment_id);
        reasons.Add(NumberOf(one.reason));
        expected.Add(one.expected);
        actual.Add(one.actual);
        times.Add(one.detected_at);
    }
    Execute(transaction_, {"open_breaks", sql::kOpenBreaks}, ids.Take(), payments.Take(),
            reasons.Take(), expected.currencies.Take(), expected.amounts.Take(),
            actual.currencies.Take(), actual.amounts.Take(), times.Take());
}

void BooksStore::Close(std::span<const core::Uuid> breaks, core::Timestamp closed_at) {
    if (breaks.empty()) return;
    UuidArray ids;
    for (const auto& id : breaks) ids.Add(id);
    Execute(transaction_, {"close_breaks", sql::kCloseBreaks}, ids.Take(),
            core::ToMicros(closed_at));
}

void BooksStore::AddToTotals(std::int64_t matched_more, std::int64_t in_flight_more) {
    if (matched_more == 0 && in_flight_more == 0) return;
    Execute(transaction_, {"add_to_totals", sql::kAddToTotals}, matched_more, in_flight_more);
}

void BooksStore::NoteInFlight(std::span<const core::PaymentId> payments, core::Timestamp since) {
    for (std::size_t i = 0; i < payments.size(); i += kListMax) {
        const auto list = payments.subspan(i, std::min(kListMax, payments.size() - i));
        Execute(transaction_, {"note_in_flight", sql::kNoteInFlight}, core::ToMicros(since),
                AsArray(list));
    }
}

Due BooksStore::TakeDue(core::Timestamp late_before, std::int64_t lists_max) {
    Due due;
    std::int64_t list = 0;
    for (const auto& row : Execute(transaction_, {"take_due", sql::kTakeDue},
                                   core::ToMicros(late_before), lists_max)) {
        if (const auto next = postgres::AsInt(row[0]); due.lists == 0 || next != list) {
            list = next;
            ++due.lists;
        }
        due.payments.push_back(postgres::AsId<core::PaymentId>(row[1]));
    }
    return due;
}

Totals BooksStore::ReadTotals() {
    const auto row = Execute(transaction_, {"read_totals", sql::kReadTotals})[0];
    return {.matched = postgres::AsInt(row[0]),
            .in_flight = postgres::AsInt(row[1]),
            .breaks_open = postgres::AsInt(row[2])};
}

}  // namespace clearway::reconciliation
