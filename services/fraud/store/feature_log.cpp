// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/store/feature_log.h"

#include <algorithm>
#include <stdexcept>
#include <unordered_set>

#include "embedded/fraud_sql.h"
#include "postgres/array.h"
#include "postgres/in_transaction.h"
#include "postgres/row.h"

namespace clearway::fraud {

namespace {

namespace sql = embedded::fraud_sql;

std::optional<EntityKey> AsOptionalKey(const pqxx::field& field) {
    return field.is_null() ? std::nullopt : std::optional(postgres::AsUuid(field));
}

// By a model that says which it is; the rules alone may answer with a number, too.
bool IsScored(const DecidedPayment& payment) {
    return payment.score >= 0 && payment.score <= 1'000 && !payment.model_version.empty();
}

LogEntry ToEntry(const pqxx::row& row) {
    const auto currency = core::Currency::Parse(postgres::AsText(row[7]));
    if (!currency) throw std::runtime_error("feature_log holds an unknown currency");
    return {.sequence = postgres::AsInt(row[0]),
            .kind = static_cast<LogEntry::Kind>(postgres::AsInt(row[1])),
            .attempt = {.payment_id = postgres::AsId<core::PaymentId>(row[2]),
                        .payer = postgres::AsUuid(row[3]),
                        .payee = postgres::AsUuid(row[4]),
                        .device = AsOptionalKey(row[5]),
                        .terminal = AsOptionalKey(row[6]),
                        .amount = core::Money(*currency, postgres::AsInt(row[8])),
                        .created_at = postgres::AsTimestamp(row[9]),
                        .payment_file = AsOptionalKey(row[10])}};
}

}  // namespace

postgres::PartitionedTable FeatureLogPartitions() { return {.name = "feature_log"}; }

std::vector<bool> FeatureLog::Append(std::span<const DecidedPayment> payments) {
    postgres::UuidArray ids, assessments, payers, payees, devices, terminals, files;
    postgres::TextArray currencies, partners, models;
    postgres::IntegerArray amounts, scores;
    postgres::TimestampArray times;
    auto since = core::Timestamp::max();
    for (const auto& payment : payments) {
        const auto& attempt = payment.attempt;
        ids.Add(attempt.payment_id);
        assessments.Add(AssessmentStream(attempt.payment_id));
        payers.Add(attempt.payer);
        payees.Add(attempt.payee);
        devices.AddOptional(attempt.device);
        terminals.AddOptional(attempt.terminal);
        files.AddOptional(attempt.payment_file);
        currencies.Add(attempt.amount.GetCurrency().Code());
        amounts.Add(attempt.amount.MinorUnits());
        times.Add(attempt.created_at);
        partners.Add(payment.partner_id);
        const bool scored = IsScored(payment);
        scores.AddOptional(scored ? std::optional<std::int64_t>(payment.score) : std::nullopt);
        models.Add(scored ? payment.model_version : std::string());
        since = std::min(since, attempt.created_at);
    }
    const auto rows = postgres::Execute(
        transaction_, {"append_attempts", sql::kAppendAttempts}, ids.Take(), assessments.Take(),
        payers.Take(), payees.Take(), devices.Take(), terminals.Take(), currencies.Take(),
        amounts.Take(), times.Take(), core::FormatRfc3339(since), partners.Take(), scores.Take(),
        models.Take(), files.Take());
    std::unordered_set<core::PaymentId> added;
    for (const auto& row : rows) added.insert(postgres::AsId<core::PaymentId>(row[0]));
    std::vector<bool> first;
    // Erased when met, so that a payment that is twice in the batch has one first decision.
    for (const auto& payment : payments)
        first.push_back(added.erase(payment.attempt.payment_id) > 0);
    return first;
}

void FeatureLog::AppendReports(std::span<const core::PaymentId> payments) {
    postgres::UuidArray ids;
    for (const auto& payment : payments) ids.Add(payment);
    postgres::Execute(transaction_, {"append_reports", sql::kAppendReports}, ids.Take());
}

StoredFeatureLog::StoredFeatureLog(std::string database_url)
    : connection_(std::move(database_url)) {}

template <class Work>
auto StoredFeatureLog::Run(Work work) {
    return postgres::InTransaction(connection_, postgres::Access::kRead, std::move(work));
}

core::Uuid StoredFeatureLog::Identity() {
    return Run([](postgres::Transaction& transaction) {
        const auto rows = postgres::Execute(
            transaction, {"feature_log_identity", "SELECT id FROM feature_log_identity"});
        return postgres::AsUuid(rows.at(0)[0]);
    });
}

std::int64_t StoredFeatureLog::End() {
    return Run([](postgres::Transaction& transaction) {
        const auto rows = postgres::Execute(
            transaction, {"feature_log_end", "SELECT coalesce(max(sequence), 0) FROM feature_log"});
        return postgres::AsInt(rows.at(0)[0]);
    });
}

std::vector<LogEntry> StoredFeatureLog::ReadAfter(std::int64_t sequence, std::int64_t limit) {
    const auto rows = Run([&](postgres::Transaction& transaction) {
        return postgres::Execute(transaction, {"read_feature_log", sql::kReadFeatureLog}, sequence,
                                 limit);
    });
    std::vector<LogEntry> entries;
    entries.reserve(static_cast<std::size_t>(rows.size()));
    for (const auto& row : rows) entries.push_back(ToEntry(row));
    return entries;
}

std::vector<core::PaymentId> StoredFeatureLog::ReportedUntil(std::int64_t sequence) {
    const auto rows = Run([&](postgres::Transaction& transaction) {
        return postgres::Execute(transaction,
                                 {"read_reported_payments", sql::kReadReportedPayments}, sequence);
    });
    std::vector<core::PaymentId> payments;
    payments.reserve(static_cast<std::size_t>(rows.size()));
    for (const auto& row : rows) payments.push_back(postgres::AsId<core::PaymentId>(row[0]));
    return payments;
}

}  // namespace clearway::fraud
