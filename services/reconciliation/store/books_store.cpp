// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/store/books_store.h"

#include "embedded/reconciliation_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"
#include "services/reconciliation/domain/fact.h"
#include "services/reconciliation/store/break_row.h"

namespace clearway::reconciliation {

namespace {

namespace sql = embedded::reconciliation_sql;
using postgres::BoolArray;
using postgres::Execute;
using postgres::IntegerArray;
using postgres::TextArray;
using postgres::TimestampArray;
using postgres::UuidArray;

std::int64_t NumberOf(BreakReason reason) { return static_cast<std::int64_t>(reason); }

Judgement ToJudgement(const pqxx::row& row) {
    return {.payment_id = postgres::AsId<core::PaymentId>(row[0]),
            .found = static_cast<ReasonSet>(postgres::AsInt(row[1])),
            .open = static_cast<ReasonSet>(postgres::AsInt(row[2])),
            .in_flight = postgres::AsBool(row[3]),
            .matched = postgres::AsBool(row[4]),
            .was_matched = postgres::AsBool(row[5]),
            .reconciled = postgres::AsBool(row[6]),
            .since = postgres::AsTimestamp(row[7]),
            .expected = AsMoney(row[8], row[9]),
            .actual = AsMoney(row[10], row[11]),
            .stream_version = static_cast<std::int32_t>(postgres::AsInt(row[12]))};
}

}  // namespace

template <class Records>
void BooksStore::NoteNews(const Records& records) {
    UuidArray payments;
    for (const auto& record : records) payments.Add(record.payment_id);
    Execute(transaction_, {"note_news", sql::kNoteNews}, payments.Take());
}

void BooksStore::RecordExpectations(std::span<const Expectation> expectations,
                                    core::Timestamp received_at) {
    if (expectations.empty()) return;
    UuidArray payments, debtors, creditors;
    IntegerArray versions, amounts, captured, settled;
    TextArray states, currencies;
    BoolArray automatic;
    for (const auto& one : expectations) {
        payments.Add(one.payment_id);
        versions.Add(std::int64_t{one.version});
        states.Add(NameOf(one.state));
        debtors.Add(one.debtor);
        creditors.Add(one.creditor);
        currencies.Add(one.amount.GetCurrency().Code());
        amounts.Add(one.amount.MinorUnits());
        captured.AddOptional(one.captured_minor);
        settled.AddOptional(one.settled_minor);
        automatic.Add(one.automatic_capture);
    }
    Execute(transaction_, {"upsert_payments", sql::kUpsertPayments}, payments.Take(),
            versions.Take(), states.Take(), debtors.Take(), creditors.Take(), currencies.Take(),
            amounts.Take(), captured.Take(), settled.Take(), automatic.Take(),
            core::ToMicros(received_at));
    NoteNews(expectations);
}

void BooksStore::RecordMovements(std::span<const Movement> movements,
                                 core::Timestamp received_at) {
    if (movements.empty()) return;
    UuidArray events, transfers, payments, debtors, creditors;
    TextArray currencies;
    IntegerArray amounts;
    for (const auto& one : movements) {
        events.Add(one.event_id);
        transfers.Add(one.transfer_id);
        payments.Add(one.payment_id);
        debtors.Add(one.debtor);
        creditors.Add(one.creditor);
        currencies.Add(one.amount.GetCurrency().Code());
        amounts.Add(one.amount.MinorUnits());
    }
    Execute(transaction_, {"insert_transfers", sql::kInsertTransfers}, events.Take(),
            transfers.Take(), payments.Take(), debtors.Take(), creditors.Take(), currencies.Take(),
            amounts.Take(), core::ToMicros(received_at));
    NoteNews(movements);
}

std::vector<core::PaymentId> BooksStore::LockDue(core::Timestamp late_before, std::int64_t limit) {
    std::vector<core::PaymentId> due;
    for (const auto& row : Execute(transaction_, {"lock_due", sql::kLockDue},
                                   core::ToMicros(late_before), limit))
        due.push_back(postgres::AsId<core::PaymentId>(row[0]));
    return due;
}

std::vector<Judgement> BooksStore::Judge(std::span<const core::PaymentId> payments,
                                         core::Timestamp late_before) {
    UuidArray ids, streams;
    for (const auto& payment : payments) {
        ids.Add(payment);
        streams.Add(ReconciliationStream(payment));
    }
    std::vector<Judgement> judgements;
    for (const auto& row : Execute(transaction_, {"judge", sql::kJudge}, ids.Take(),
                                   core::ToMicros(late_before), streams.Take()))
        judgements.push_back(ToJudgement(row));
    return judgements;
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

std::vector<ClosedBreak> BooksStore::Close(std::span<const BreakKey> breaks,
                                           core::Timestamp closed_at) {
    std::vector<ClosedBreak> closed;
    if (breaks.empty()) return closed;
    UuidArray payments;
    IntegerArray reasons;
    for (const auto& one : breaks) {
        payments.Add(one.payment_id);
        reasons.Add(NumberOf(one.reason));
    }
    for (const auto& row : Execute(transaction_, {"close_breaks", sql::kCloseBreaks},
                                   payments.Take(), reasons.Take(), core::ToMicros(closed_at))) {
        closed.push_back({.break_id = postgres::AsUuid(row[0]),
                          .payment_id = postgres::AsId<core::PaymentId>(row[1]),
                          .reason = AsReason(row[2])});
    }
    return closed;
}

void BooksStore::Save(std::span<const Check> checks, std::int64_t matched_more) {
    UuidArray payments;
    TimestampArray due;
    BoolArray matched, reconciled;
    IntegerArray versions;
    for (const auto& check : checks) {
        payments.Add(check.payment_id);
        due.AddOptional(check.due_since);
        matched.Add(check.matched);
        reconciled.Add(check.reconciled);
        versions.Add(std::int64_t{check.stream_version});
    }
    Execute(transaction_, {"save_checks", sql::kSaveChecks}, payments.Take(), due.Take(),
            matched.Take(), reconciled.Take(), versions.Take());
    if (matched_more == 0) return;
    Execute(transaction_, {"add_matched", "UPDATE totals SET matched = matched + $1::bigint"},
            matched_more);
}

Totals BooksStore::ReadTotals() {
    const auto row = Execute(transaction_, {"read_totals", sql::kReadTotals})[0];
    return {.matched = postgres::AsInt(row[0]),
            .in_flight = postgres::AsInt(row[1]),
            .breaks_open = postgres::AsInt(row[2])};
}

}  // namespace clearway::reconciliation
