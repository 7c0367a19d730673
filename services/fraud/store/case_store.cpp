// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/store/case_store.h"

#include <stdexcept>

#include "embedded/fraud_sql.h"
#include "postgres/array.h"
#include "postgres/page_place.h"
#include "postgres/row.h"

namespace clearway::fraud {

namespace {

namespace sql = embedded::fraud_sql;

std::optional<EntityKey> AsOptionalKey(const pqxx::field& field) {
    return field.is_null() ? std::nullopt : std::optional(postgres::AsUuid(field));
}

ReviewCase ToCase(const pqxx::row& row) {
    return {.payment = postgres::AsId<core::PaymentId>(row[0]),
            .opened_at = postgres::AsTimestamp(row[1]),
            .score = static_cast<std::int32_t>(postgres::AsInt(row[2])),
            .reasons = postgres::AsText(row[3]),
            .closed_at = postgres::AsOptionalTimestamp(row[4]),
            .outcome = postgres::AsText(row[5])};
}

std::vector<Attempt> ToAttempts(const pqxx::result& rows) {
    std::vector<Attempt> attempts;
    for (const auto& row : rows) {
        const auto currency = core::Currency::Parse(postgres::AsText(row[5]));
        if (!currency) throw std::runtime_error("feature_log holds an unknown currency");
        attempts.push_back({.payment_id = postgres::AsId<core::PaymentId>(row[0]),
                            .payer = postgres::AsUuid(row[1]),
                            .payee = postgres::AsUuid(row[2]),
                            .device = AsOptionalKey(row[3]),
                            .terminal = AsOptionalKey(row[4]),
                            .amount = core::Money(*currency, postgres::AsInt(row[6])),
                            .created_at = postgres::AsTimestamp(row[7])});
    }
    return attempts;
}

}  // namespace

void OpenCases(postgres::Transaction& transaction, std::span<const OpenReview> opened) {
    if (opened.empty()) return;
    postgres::UuidArray payments;
    postgres::TimestampArray times;
    postgres::IntegerArray scores;
    postgres::TextArray reasons;
    for (const auto& [review] : opened) {
        payments.Add(review.payment);
        times.Add(review.opened_at);
        scores.Add(std::int64_t{review.score});
        reasons.Add(review.reasons);
    }
    postgres::Execute(transaction, {"open_cases", sql::kOpenCases}, payments.Take(), times.Take(),
                      scores.Take(), reasons.Take());
}

void EndCases(postgres::Transaction& transaction, std::span<const EndReview> ended) {
    if (ended.empty()) return;
    postgres::UuidArray payments;
    postgres::TimestampArray times;
    postgres::TextArray outcomes;
    for (const auto& end : ended) {
        payments.Add(end.payment);
        times.Add(end.at);
        outcomes.Add(end.outcome);
    }
    postgres::Execute(transaction, {"end_cases", sql::kEndCases}, payments.Take(), times.Take(),
                      outcomes.Take());
}

std::optional<ReviewCase> ReadCase(postgres::Transaction& transaction,
                                   const core::PaymentId& payment) {
    const auto rows =
        postgres::Execute(transaction, {"get_case", sql::kGetCase}, payment.ToString());
    return rows.empty() ? std::nullopt : std::optional(ToCase(rows[0]));
}

std::vector<ReviewCase> ReadOpenCases(postgres::Transaction& transaction,
                                      const CaseFilter& filter) {
    const auto micros = postgres::MicrosBefore(filter.after);
    const auto id = postgres::IdAt(filter.after);
    std::vector<ReviewCase> cases;
    for (const auto& row : postgres::Execute(transaction, {"list_cases", sql::kListCases}, micros,
                                             id, static_cast<std::int64_t>(filter.limit)))
        cases.push_back(ToCase(row));
    return cases;
}

std::optional<Attempt> ReadAttemptOf(postgres::Transaction& transaction,
                                     const core::PaymentId& payment) {
    const auto attempts = ToAttempts(postgres::Execute(
        transaction, {"attempt_of_payment", sql::kAttemptOfPayment}, payment.ToString()));
    return attempts.empty() ? std::nullopt : std::optional(attempts.front());
}

std::vector<Attempt> ReadAttemptsOfPayer(postgres::Transaction& transaction, const EntityKey& payer,
                                         std::int64_t limit) {
    return ToAttempts(postgres::Execute(transaction, {"attempts_of_payer", sql::kAttemptsOfPayer},
                                        payer.ToString(), limit));
}

std::vector<Attempt> ReadAttemptsOfPayee(postgres::Transaction& transaction, const EntityKey& payee,
                                         std::int64_t limit) {
    return ToAttempts(postgres::Execute(transaction, {"attempts_of_payee", sql::kAttemptsOfPayee},
                                        payee.ToString(), limit));
}

std::vector<FraudReport> ReadReportsAround(postgres::Transaction& transaction,
                                           const Attempt& attempt, std::int64_t limit) {
    std::vector<FraudReport> reports;
    for (const auto& row : postgres::Execute(
             transaction, {"reports_around", sql::kReportsAround}, attempt.payment_id.ToString(),
             attempt.payer.ToString(), attempt.payee.ToString(), limit))
        reports.push_back({.payment = postgres::AsId<core::PaymentId>(row[0]),
                           .kind = static_cast<ReportKind>(postgres::AsInt(row[1])),
                           .reason = postgres::AsText(row[2]),
                           .reported_by = postgres::AsText(row[3]),
                           .reported_at = postgres::AsTimestamp(row[4])});
    return reports;
}

}  // namespace clearway::fraud
