// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/store/payment_row.h"

#include <stdexcept>

#include "services/reconciliation/store/break_row.h"

namespace clearway::reconciliation {

namespace {

std::optional<std::int64_t> AsOptionalInt(const pqxx::field& field) {
    if (field.is_null()) return std::nullopt;
    return postgres::AsInt(field);
}

PaymentState AsState(const pqxx::field& field) {
    const auto state = StateNamed({field.c_str(), field.size()});
    if (!state) throw std::runtime_error("a row holds an unknown state");
    return *state;
}

std::optional<Expectation> AsTold(const core::PaymentId& payment, const pqxx::row& row) {
    const auto amount = AsMoney(row[6], row[7]);
    if (!amount) return std::nullopt;
    return Expectation{.payment_id = payment,
                       .version = static_cast<std::int32_t>(postgres::AsInt(row[2])),
                       .state = AsState(row[3]),
                       .debtor = postgres::AsId<core::AccountId>(row[4]),
                       .creditor = postgres::AsId<core::AccountId>(row[5]),
                       .amount = *amount,
                       .automatic_capture = postgres::AsBool(row[10]),
                       .captured_minor = AsOptionalInt(row[8]),
                       .settled_minor = AsOptionalInt(row[9])};
}

std::vector<Movement> AsMoved(const core::PaymentId& payment, const pqxx::row& row) {
    const auto amount = AsMoney(row[14], row[15]);
    if (!amount) return {};
    return {{.event_id = postgres::AsUuid(row[11]),
             .payment_id = payment,
             .debtor = postgres::AsId<core::AccountId>(row[12]),
             .creditor = postgres::AsId<core::AccountId>(row[13]),
             .amount = *amount}};
}

}  // namespace

void PaymentColumns::Add(const Record& record) {
    const auto& standing = record.standing;
    payments.Add(record.payment_id);
    since.Add(record.since);
    AddTold(record.told);
    AddMoved(record.moved.empty() ? nullptr : &record.moved.front());
    committed.Add(record.committed);
    in_flight.Add(standing.in_flight);
    matched.Add(standing.matched);
    reconciled.Add(standing.reconciled);
    exceptional.Add(record.moved.size() > 1 || !standing.open.empty());
    stream_versions.Add(std::int64_t{standing.stream_version});
    ++rows;
}

void PaymentColumns::AddTold(const std::optional<Expectation>& told) {
    if (!told) {
        versions.AddNull();
        states.AddNull();
        debtors.AddNull();
        creditors.AddNull();
        currencies.AddNull();
        amounts.AddNull();
        captured.AddNull();
        settled.AddNull();
        automatic.AddNull();
        return;
    }
    versions.Add(std::int64_t{told->version});
    states.Add(NameOf(told->state));
    debtors.Add(told->debtor);
    creditors.Add(told->creditor);
    currencies.Add(told->amount.GetCurrency().Code());
    amounts.Add(told->amount.MinorUnits());
    captured.AddOptional(told->captured_minor);
    settled.AddOptional(told->settled_minor);
    automatic.Add(told->automatic_capture);
}

void PaymentColumns::AddMoved(const Movement* moved) {
    if (moved == nullptr) {
        moved_events.AddNull();
        moved_debtors.AddNull();
        moved_creditors.AddNull();
        moved_currencies.AddNull();
        moved_amounts.AddNull();
        return;
    }
    moved_events.Add(moved->event_id);
    moved_debtors.Add(moved->debtor);
    moved_creditors.Add(moved->creditor);
    moved_currencies.Add(moved->amount.GetCurrency().Code());
    moved_amounts.Add(moved->amount.MinorUnits());
}

LoadedRow ToRecord(const pqxx::row& row) {
    const auto payment = postgres::AsId<core::PaymentId>(row[0]);
    return {.record = {.payment_id = payment,
                       .told = AsTold(payment, row),
                       .moved = AsMoved(payment, row),
                       .committed = postgres::AsBool(row[21]),
                       .since = postgres::AsTimestamp(row[1]),
                       .standing = {.in_flight = postgres::AsBool(row[16]),
                                    .matched = postgres::AsBool(row[17]),
                                    .reconciled = postgres::AsBool(row[18]),
                                    .stream_version =
                                        static_cast<std::int32_t>(postgres::AsInt(row[20]))},
                       .stored = true},
            .exceptional = postgres::AsBool(row[19])};
}

}  // namespace clearway::reconciliation
