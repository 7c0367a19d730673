// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/store/statements/expectation_store.h"

#include <set>

#include "embedded/reconciliation_statement_sql.h"
#include "postgres/array.h"

namespace clearway::reconciliation {
namespace {

namespace sql = embedded::reconciliation_statement_sql;
using postgres::Execute;

void Insert(postgres::Transaction& transaction, std::span<const ExpectedOnStatement> expected) {
    postgres::UuidArray transfers, payments, accounts, facts;
    postgres::TextArray currencies, references, numbers;
    postgres::IntegerArray amounts;
    postgres::TimestampArray times;
    for (const auto& one : expected) {
        transfers.Add(one.transfer_id);
        payments.AddOptional(one.payment_id);
        accounts.AddOptional(one.account);
        currencies.Add(one.amount.GetCurrency().Code());
        amounts.Add(one.amount.MinorUnits());
        facts.Add(one.fact_id);
        times.Add(one.moved_at);
        references.Add(one.reference);
        numbers.Add(one.number);
    }
    Execute(transaction, {"insert_statement_expectations", sql::kInsertStatementExpectations},
            transfers.Take(), payments.Take(), accounts.Take(), currencies.Take(), amounts.Take(),
            facts.Take(), times.Take(), references.Take(), numbers.Take());
}

void Put(postgres::Transaction& transaction, std::span<const PaymentReferences> references) {
    postgres::UuidArray payments;
    postgres::TextArray end_to_end_ids, uetrs, message_ids, rails;
    for (const auto& one : references) {
        payments.Add(one.payment_id);
        end_to_end_ids.Add(one.end_to_end_id);
        uetrs.Add(one.uetr);
        message_ids.Add(one.message_id);
        rails.Add(one.rail);
    }
    Execute(transaction, {"put_payment_references", sql::kPutPaymentReferences}, payments.Take(),
            end_to_end_ids.Take(), uetrs.Take(), message_ids.Take(), rails.Take());
}

void AssignRails(postgres::Transaction& transaction, const std::set<core::PaymentId>& payments,
                 const BankAccounts& accounts) {
    postgres::UuidArray ids, nostros, units;
    postgres::TextArray rails;
    for (const auto& one : accounts.OfRails()) {
        nostros.Add(one.nostro.Id());
        rails.Add(one.rail);
        units.Add(one.Id());
    }
    for (const auto& payment : payments) ids.Add(payment);
    Execute(transaction, {"assign_rail_accounts", sql::kAssignRailAccounts}, ids.Take(),
            nostros.Take(), rails.Take(), units.Take());
}

}  // namespace

void KeepStatementNews(postgres::Transaction& transaction, std::span<const StatementNews> news,
                       const BankAccounts& accounts) {
    std::vector<ExpectedOnStatement> expected;
    std::vector<PaymentReferences> references;
    std::set<core::PaymentId> payments;
    for (const auto& one : news) {
        if (const auto* moved = std::get_if<ExpectedOnStatement>(&one)) {
            expected.push_back(*moved);
            if (moved->payment_id) payments.insert(*moved->payment_id);
        }
        if (const auto* told = std::get_if<PaymentReferences>(&one)) {
            references.push_back(*told);
            payments.insert(told->payment_id);
        }
    }
    if (!expected.empty()) Insert(transaction, expected);
    if (!references.empty()) Put(transaction, Unite(std::move(references)));
    if (!payments.empty() && !accounts.OfRails().empty())
        AssignRails(transaction, payments, accounts);
}

}  // namespace clearway::reconciliation
