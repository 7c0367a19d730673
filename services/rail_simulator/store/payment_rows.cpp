// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/store/payment_rows.h"

#include <map>
#include <stdexcept>
#include <tuple>

#include "embedded/rail_simulator_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"
#include "services/rail_simulator/store/id_columns.h"

namespace clearway::rail_simulator {
namespace {

namespace sql = embedded::rail_simulator_sql;

constexpr State kStates[] = {State::kPending, State::kSettled, State::kRejected, State::kReturned,
                             State::kCancelled};

State StateOf(const std::string& name) {
    for (const auto state : kStates)
        if (NameOf(state) == name) return state;
    throw std::runtime_error("payments holds a state that is none");
}

// The columns of find_payments.sql, from one on.
Payment PaymentOfRow(const pqxx::row& row, int at = 0) {
    const auto text = [&](int column) { return postgres::AsText(row[at + column]); };
    const auto number = [&](int column) { return postgres::AsInt(row[at + column]); };
    const auto flag = [&](int column) { return postgres::AsBool(row[at + column]); };
    const auto currency = core::Currency::Parse(text(9));
    if (!currency) throw std::runtime_error("payments holds a currency that is none");
    return {.number = number(0),
            .participant = text(1),
            .rail = text(2),
            .order = {.references = {.message_id = text(3),
                                     .message_name = text(4),
                                     .instruction_id = text(5),
                                     .end_to_end_id = text(6),
                                     .transaction_id = text(7),
                                     .uetr = text(8)},
                      .amount = core::Money(*currency, number(10)),
                      .creditor_name = text(11),
                      .creditor_iban = text(12)},
            .manner = {.rule = text(13),
                       .silent = flag(14),
                       .deaf = flag(15),
                       .notifies = flag(16),
                       .recall_refusal = text(17)},
            .state = StateOf(text(18)),
            .settled_minor = number(19),
            .reason = text(20),
            .settled_at = postgres::AsOptionalTimestamp(row[at + 21])};
}

std::vector<Payment> PaymentsOf(const pqxx::result& rows) {
    std::vector<Payment> payments;
    payments.reserve(static_cast<std::size_t>(rows.size()));
    for (const auto& row : rows) payments.push_back(PaymentOfRow(row));
    return payments;
}

constexpr std::string_view NameOfAct(Act act) {
    switch (act) {
        case Act::kSettle: return "settle";
        case Act::kReject: return "reject";
        case Act::kReturn: return "return";
        case Act::kSay: return "say";
        case Act::kReport: return "report";
        case Act::kState: return "state";
    }
    return "";
}

Act ActOf(const std::string& name) {
    for (const auto act :
         {Act::kSettle, Act::kReject, Act::kReturn, Act::kSay, Act::kReport, Act::kState})
        if (NameOfAct(act) == name) return act;
    throw std::runtime_error("steps holds an act that is none");
}

}  // namespace

void AddPayments(postgres::Transaction& transaction, std::span<Payment> payments) {
    if (payments.empty()) return;
    postgres::TextArray participants, rails, messages, message_names, instructions, end_to_ends,
        transactions, uetrs, currencies, names, ibans, rules, refusals;
    postgres::IntegerArray amounts;
    postgres::BoolArray silents, deafs, notifies;
    for (const auto& payment : payments) {
        const auto& [order, manner] = std::tie(payment.order, payment.manner);
        participants.Add(payment.participant);
        rails.Add(payment.rail);
        messages.Add(order.references.message_id);
        message_names.Add(order.references.message_name);
        instructions.Add(order.references.instruction_id);
        end_to_ends.Add(order.references.end_to_end_id);
        transactions.Add(order.references.transaction_id);
        uetrs.Add(order.references.uetr);
        currencies.Add(order.amount.GetCurrency().Code());
        amounts.Add(order.amount.MinorUnits());
        names.Add(order.creditor_name);
        ibans.Add(order.creditor_iban);
        rules.Add(manner.rule);
        silents.Add(manner.silent);
        deafs.Add(manner.deaf);
        notifies.Add(manner.notifies);
        refusals.Add(manner.recall_refusal);
    }
    const auto rows = postgres::Execute(
        transaction, {"add_payments", sql::kAddPayments}, participants.Take(), rails.Take(),
        messages.Take(), message_names.Take(), instructions.Take(), end_to_ends.Take(),
        transactions.Take(), uetrs.Take(), currencies.Take(), amounts.Take(), names.Take(),
        ibans.Take(), rules.Take(), silents.Take(), deafs.Take(), notifies.Take(), refusals.Take());
    std::map<std::tuple<std::string, std::string, std::string>, std::int64_t> numbers;
    for (const auto& row : rows)
        numbers[{postgres::AsText(row[0]), postgres::AsText(row[1]), postgres::AsText(row[2])}] =
            postgres::AsInt(row[3]);
    for (auto& payment : payments)
        payment.number = numbers.at(
            {payment.participant, payment.rail, payment.order.references.transaction_id});
}

std::set<std::pair<Audience, std::string>> KnownTransactions(
    postgres::Transaction& transaction, const std::set<std::pair<Audience, std::string>>& ids) {
    std::set<std::pair<Audience, std::string>> known;
    if (ids.empty()) return known;
    auto [participants, rails, names] = ColumnsOf(ids);
    for (const auto& row :
         postgres::Execute(transaction, {"known_transactions", sql::kKnownTransactions},
                           participants.Take(), rails.Take(), names.Take()))
        known.insert(
            {{postgres::AsText(row[0]), postgres::AsText(row[1])}, postgres::AsText(row[2])});
    return known;
}

std::vector<Payment> FindPayments(postgres::Transaction& transaction, const Audience& audience,
                                  const References& references) {
    return PaymentsOf(postgres::Execute(transaction, {"find_payments", sql::kFindPayments},
                                        audience.participant, audience.rail, references.message_id,
                                        references.transaction_id, references.uetr,
                                        references.end_to_end_id));
}

std::vector<Payment> ListPayments(postgres::Transaction& transaction, std::int64_t after, int max) {
    return PaymentsOf(
        postgres::Execute(transaction, {"list_payments", sql::kListPayments}, after, max));
}

void SavePayments(postgres::Transaction& transaction, std::span<const Payment* const> payments) {
    if (payments.empty()) return;
    postgres::IntegerArray numbers, settled;
    postgres::TextArray states, reasons;
    postgres::TimestampArray times;
    for (const auto* payment : payments) {
        numbers.Add(payment->number);
        states.Add(NameOf(payment->state));
        settled.Add(payment->settled_minor);
        reasons.Add(payment->reason);
        times.AddOptional(payment->settled_at);
    }
    postgres::Execute(transaction, {"save_payments", sql::kSavePayments}, numbers.Take(),
                      states.Take(), settled.Take(), reasons.Take(), times.Take());
}

void AddSteps(postgres::Transaction& transaction, std::span<const DueStep> steps) {
    if (steps.empty()) return;
    postgres::IntegerArray payments, amounts, copies;
    postgres::TextArray acts, statuses, reasons;
    postgres::TimestampArray times;
    postgres::BoolArray told;
    for (const auto& [payment, due_at, step] : steps) {
        payments.Add(payment);
        acts.Add(NameOfAct(step.act));
        times.Add(due_at);
        told.Add(step.told);
        statuses.Add(step.status);
        reasons.Add(step.reason);
        amounts.Add(step.minor_units);
        copies.Add(step.copies);
    }
    postgres::Execute(transaction, {"add_steps", sql::kAddSteps}, payments.Take(), acts.Take(),
                      times.Take(), told.Take(), statuses.Take(), reasons.Take(), amounts.Take(),
                      copies.Take());
}

void AddStatementStep(postgres::Transaction& transaction, const Payment& payment,
                      core::Timestamp due_at) {
    postgres::Execute(transaction, {"add_statement_step", sql::kAddStatementStep}, payment.number,
                      payment.participant, payment.rail,
                      std::string(payment.order.amount.GetCurrency().Code()),
                      core::FormatRfc3339(due_at));
}

std::vector<LoadedStep> DueSteps(postgres::Transaction& transaction, core::Timestamp now, int max) {
    std::vector<LoadedStep> steps;
    for (const auto& row :
         postgres::Execute(transaction, {"due_steps", sql::kDueSteps}, core::ToMicros(now), max))
        steps.push_back({.id = postgres::AsInt(row[0]),
                         .due_at = postgres::AsTimestamp(row[29]),
                         .step = {.act = ActOf(postgres::AsText(row[1])),
                                  .told = postgres::AsBool(row[2]),
                                  .status = postgres::AsText(row[3]),
                                  .reason = postgres::AsText(row[4]),
                                  .minor_units = postgres::AsInt(row[5]),
                                  .copies = static_cast<int>(postgres::AsInt(row[6]))},
                         .payment = PaymentOfRow(row, 7)});
    return steps;
}

void FinishSteps(postgres::Transaction& transaction, std::span<const std::int64_t> ids) {
    if (ids.empty()) return;
    postgres::IntegerArray all;
    for (const auto id : ids) all.Add(id);
    postgres::Execute(transaction, {"finish_steps", sql::kFinishSteps}, all.Take());
}

std::optional<core::Timestamp> NextDue(postgres::Transaction& transaction) {
    const auto rows = postgres::Execute(transaction, {"next_due", sql::kNextDue});
    return postgres::AsOptionalTimestamp(rows.at(0)[0]);
}

void AddEntries(postgres::Transaction& transaction, std::span<const Booking> bookings) {
    if (bookings.empty()) return;
    postgres::TextArray participants, rails, kinds, currencies;
    postgres::IntegerArray payments, amounts;
    postgres::TimestampArray times;
    for (const auto& [payment, kind, at] : bookings) {
        times.Add(at);
        participants.Add(payment->participant);
        rails.Add(payment->rail);
        payments.Add(payment->number);
        kinds.Add(kind == EntryKind::kPayment ? "payment" : "return");
        currencies.Add(payment->order.amount.GetCurrency().Code());
        amounts.Add(payment->settled_minor);
    }
    postgres::Execute(transaction, {"add_entries", sql::kAddEntries}, participants.Take(),
                      rails.Take(), payments.Take(), kinds.Take(), currencies.Take(),
                      amounts.Take(), times.Take());
}

}  // namespace clearway::rail_simulator
