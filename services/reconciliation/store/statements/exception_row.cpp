// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/store/statements/exception_row.h"

#include <stdexcept>

#include "embedded/reconciliation_statement_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"

namespace clearway::reconciliation {
namespace {

namespace sql = embedded::reconciliation_statement_sql;
using postgres::Execute;

constexpr char kRun[] = "run";

template <class Id>
std::optional<Id> AsOptionalId(const pqxx::field& field) {
    return field.is_null() ? std::nullopt : std::optional(Id(postgres::AsUuid(field)));
}

core::Currency AsCurrency(const pqxx::field& field) {
    const auto currency = core::Currency::Parse(postgres::AsText(field));
    if (!currency) throw std::runtime_error("a row holds an unknown currency");
    return *currency;
}

std::string SecondCurrency(const StatementException& one) {
    return one.adjustment.second ? std::string(one.adjustment.second->currency.Code()) : "";
}

std::int64_t SecondMinor(const StatementException& one) {
    return one.adjustment.second ? one.adjustment.second->minor : 0;
}

// Parameters; absent: null.
struct AccountTexts {
    explicit AccountTexts(const StatementException& one) {
        if (!one.accounts) return;
        nostro = one.accounts->nostro.ToString();
        other = one.accounts->other.ToString();
        if (const auto& id = one.accounts->second_nostro) second_nostro = id->ToString();
        if (const auto& id = one.accounts->second_other) second_other = id->ToString();
    }
    std::optional<std::string> nostro, other, second_nostro, second_other;
};

struct StepColumns {
    postgres::UuidArray exceptions;
    postgres::IntegerArray versions, steps;
    postgres::TextArray whom, notes;
    postgres::TimestampArray times;

    void Add(const StatementException& after, ExceptionStep step, const std::string& by,
             const std::string& note) {
        exceptions.Add(after.exception_id);
        versions.Add(after.version);
        steps.Add(static_cast<std::int64_t>(step));
        whom.Add(by);
        notes.Add(note);
        times.Add(after.changed_at);
    }
    void Insert(postgres::Transaction& transaction) {
        Execute(transaction, {"insert_exception_steps", sql::kInsertExceptionSteps},
                exceptions.Take(), versions.Take(), steps.Take(), whom.Take(), notes.Take(),
                times.Take());
    }
};

}  // namespace

StatementException ToException(const pqxx::row& row) {
    StatementException one{
        .exception_id = postgres::AsUuid(row[0]),
        .account = postgres::AsId<core::AccountId>(row[1]),
        .exception_class = postgres::AsText(row[2]),
        .line_id = AsOptionalId<core::Uuid>(row[3]),
        .expectation_id = AsOptionalId<core::TransferId>(row[4]),
        .payment_id = AsOptionalId<core::PaymentId>(row[5]),
        .currency = AsCurrency(row[6]),
        .value_day = postgres::AsInt(row[7]),
    };
    one.adjustment.debit_nostro = postgres::AsBool(row[8]);
    one.adjustment.amount_minor = postgres::AsInt(row[9]);
    one.adjustment.text = postgres::AsText(row[10]);
    one.state = static_cast<ExceptionState>(postgres::AsInt(row[11]));
    one.contradicted = postgres::AsBool(row[12]);
    one.assignee = postgres::AsText(row[13]);
    one.proposed_by = postgres::AsText(row[14]);
    one.approved_by = postgres::AsText(row[15]);
    one.version = static_cast<std::int32_t>(postgres::AsInt(row[16]));
    one.opened_at = postgres::AsTimestamp(row[17]);
    one.changed_at = postgres::AsTimestamp(row[18]);
    if (const auto nostro = AsOptionalId<core::AccountId>(row[19]))
        one.accounts = {.nostro = *nostro,
                        .other = postgres::AsId<core::AccountId>(row[20]),
                        .second_nostro = AsOptionalId<core::AccountId>(row[21]),
                        .second_other = AsOptionalId<core::AccountId>(row[22])};
    one.adjustment.other_side = static_cast<OtherSide>(postgres::AsInt(row[23]));
    one.contradiction = postgres::AsText(row[28]);
    if (const auto minor = postgres::AsInt(row[25]); minor != 0)
        one.adjustment.second = {.currency = AsCurrency(row[24]), .minor = minor};
    return one;
}

void InsertExceptions(postgres::Transaction& transaction,
                      std::span<const StatementException> exceptions) {
    if (exceptions.empty()) return;
    postgres::UuidArray ids, accounts, lines, expectations, payments;
    postgres::TextArray classes, currencies, suggestions, second_currencies;
    postgres::IntegerArray days, amounts, states, versions, other_sides, second_amounts;
    postgres::BoolArray debits;
    postgres::TimestampArray times;
    StepColumns steps;
    for (const auto& one : exceptions) {
        ids.Add(one.exception_id);
        accounts.Add(one.account);
        classes.Add(one.exception_class);
        lines.AddOptional(one.line_id);
        expectations.AddOptional(one.expectation_id);
        payments.AddOptional(one.payment_id);
        currencies.Add(one.currency.Code());
        days.Add(one.value_day);
        debits.Add(one.adjustment.debit_nostro);
        amounts.Add(one.adjustment.amount_minor);
        suggestions.Add(one.adjustment.text);
        states.Add(static_cast<std::int64_t>(one.state));
        versions.Add(one.version);
        times.Add(one.opened_at);
        other_sides.Add(static_cast<std::int64_t>(one.adjustment.other_side));
        second_currencies.Add(SecondCurrency(one));
        second_amounts.Add(SecondMinor(one));
        steps.Add(one, ExceptionStep::kOpened, kRun, "");
    }
    Execute(transaction, {"insert_exceptions", sql::kInsertExceptions}, ids.Take(), accounts.Take(),
            classes.Take(), lines.Take(), expectations.Take(), payments.Take(), currencies.Take(),
            days.Take(), debits.Take(), amounts.Take(), suggestions.Take(), states.Take(),
            versions.Take(), times.Take(), other_sides.Take(), second_currencies.Take(),
            second_amounts.Take());
    steps.Insert(transaction);
}

void SaveChanges(postgres::Transaction& transaction, std::span<const ExceptionChange> changes) {
    if (changes.empty()) return;
    StepColumns steps;
    for (const auto& change : changes) {
        const auto& after = change.after;
        const AccountTexts accounts(after);
        const auto written = Execute(
            transaction, {"update_exception", sql::kUpdateException}, after.exception_id.ToString(),
            static_cast<std::int64_t>(after.state), after.contradicted, after.assignee,
            after.proposed_by, after.approved_by, static_cast<std::int64_t>(after.version),
            core::ToMicros(after.changed_at), std::string(after.currency.Code()), after.value_day,
            after.adjustment.debit_nostro, after.adjustment.amount_minor, after.adjustment.text,
            static_cast<std::int64_t>(after.adjustment.other_side), SecondCurrency(after),
            SecondMinor(after), accounts.nostro, accounts.other, accounts.second_nostro,
            accounts.second_other, after.contradiction);
        if (written.affected_rows() != 1)
            throw postgres::RetryBatch("an exception changed after it was loaded");
        steps.Add(after, change.step, change.by, change.note);
    }
    steps.Insert(transaction);
}

}  // namespace clearway::reconciliation
