// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/store/feature_store.h"

#include <algorithm>
#include <stdexcept>
#include <unordered_set>

#include "embedded/fraud_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"

namespace clearway::fraud {

namespace {

namespace sql = embedded::fraud_sql;

constexpr std::int64_t kReadAtOnce = 10'000;

Attempt ToAttempt(const pqxx::row& row) {
    const auto currency = core::Currency::Parse(postgres::AsText(row[4]));
    if (!currency) throw std::runtime_error("feature_events holds an unknown currency");
    return {.payment_id = postgres::AsId<core::PaymentId>(row[0]),
            .payer = postgres::AsUuid(row[1]),
            .payee = postgres::AsUuid(row[2]),
            .device = row[3].is_null() ? std::nullopt : std::optional(postgres::AsUuid(row[3])),
            .amount = core::Money(*currency, postgres::AsInt(row[5])),
            .created_at = postgres::AsTimestamp(row[6])};
}

}  // namespace

std::vector<bool> FeatureEventLog::Append(std::span<const DecidedPayment> payments) {
    postgres::UuidArray ids, assessments, payers, payees, devices;
    postgres::TextArray currencies;
    postgres::IntegerArray amounts;
    postgres::TimestampArray times;
    auto since = core::Timestamp::max();
    for (const auto& payment : payments) {
        const auto& attempt = payment.attempt;
        ids.Add(attempt.payment_id);
        assessments.Add(AssessmentStream(attempt.payment_id));
        payers.Add(attempt.payer);
        payees.Add(attempt.payee);
        devices.AddOptional(attempt.device);
        currencies.Add(attempt.amount.GetCurrency().Code());
        amounts.Add(attempt.amount.MinorUnits());
        times.Add(attempt.created_at);
        since = std::min(since, attempt.created_at);
    }
    const auto rows = postgres::Execute(
        transaction_, {"append_feature_events", sql::kAppendFeatureEvents}, ids.Take(),
        assessments.Take(), payers.Take(), payees.Take(), devices.Take(), currencies.Take(),
        amounts.Take(), times.Take(), core::FormatRfc3339(since));
    std::unordered_set<core::PaymentId> unassessed;
    for (const auto& row : rows) unassessed.insert(postgres::AsId<core::PaymentId>(row[0]));
    std::vector<bool> first;
    // Erased when met, so that a payment that is twice in the batch has one first decision.
    for (const auto& payment : payments)
        first.push_back(unassessed.erase(payment.attempt.payment_id) > 0);
    return first;
}

FeatureEventHistory::FeatureEventHistory(std::string database_url)
    : connection_(std::move(database_url)) {}

template <class Work>
auto FeatureEventHistory::Run(Work work) {
    const std::lock_guard lock(mutex_);
    try {
        postgres::Transaction transaction(connection_.Get());
        auto result = work(transaction);
        transaction.commit();
        return result;
    } catch (...) {
        connection_.Reset();
        throw;
    }
}

void FeatureEventHistory::ReadSince(core::Timestamp since,
                                    const std::function<void(std::span<const Attempt>)>& take) {
    std::int64_t after = core::ToMicros(since);
    core::PaymentId after_id;
    while (true) {
        std::vector<Attempt> attempts;
        const auto rows = Run([&](postgres::Transaction& transaction) {
            return postgres::Execute(transaction, {"read_feature_events", sql::kReadFeatureEvents},
                                     after, after_id.ToString(), kReadAtOnce);
        });
        for (const auto& row : rows) attempts.push_back(ToAttempt(row));
        if (attempts.empty()) return;
        after = core::ToMicros(attempts.back().created_at);
        after_id = attempts.back().payment_id;
        take(attempts);
    }
}

std::int64_t FeatureEventHistory::RemoveBefore(core::Timestamp before, std::int64_t limit) {
    return Run([&](postgres::Transaction& transaction) {
        const auto removed =
            postgres::Execute(transaction, {"remove_feature_events", sql::kRemoveFeatureEvents},
                              core::ToMicros(before), limit);
        return static_cast<std::int64_t>(removed.affected_rows());
    });
}

}  // namespace clearway::fraud
