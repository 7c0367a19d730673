// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/usecase/assess_payment.h"

#include <utility>

#include "services/fraud/usecase/follow_log.h"

namespace clearway::fraud {

namespace {

std::vector<metrics::Counter> OutcomeCounters() {
    std::vector<metrics::Counter> counters;
    for (const auto* outcome : {"approve", "challenge", "review", "decline"}) {
        counters.emplace_back("clearway_fraud_assessments_total", "Payments assessed, by outcome.",
                              metrics::Labels{{"outcome", outcome}});
    }
    return counters;
}

}  // namespace

PaymentAssessor::PaymentAssessor(FeatureEngine engine, std::shared_ptr<const Scoring> scoring,
                                 const PartyLists& lists, std::size_t payments_max)
    : lists_(lists),
      outcomes_(OutcomeCounters()),
      engine_(std::move(engine)),
      scoring_(std::move(scoring)),
      payments_(payments_max),
      row_(engine_.Table().Size()) {}

Assessment PaymentAssessor::Assess(const Attempt& attempt) {
    const std::lock_guard lock(mutex_);
    auto& remembered = payments_.Touch(attempt.payment_id.value);
    if (remembered.counted) {
        if (remembered.assessment && SameTerms(*remembered.counted, attempt))
            return *remembered.assessment;
        engine_.Withdraw(ObservationOf(*remembered.counted));
    }
    remembered.counted = attempt;
    engine_.Observe(ObservationOf(attempt), row_);
    remembered.assessment = std::make_shared<const Assessment>(Judge(attempt));
    outcomes_[static_cast<std::size_t>(remembered.assessment->outcome)].Add();
    return *remembered.assessment;
}

Assessment PaymentAssessor::Judge(const Attempt& attempt) {
    auto judgement = scoring_->Judge(row_, lists_.FlagsOf(attempt));
    return {.outcome = judgement.verdict.outcome,
            .score = judgement.score,
            .reasons = scoring_->ReasonsOf(judgement),
            .contributions = std::move(judgement.contributions),
            .policy_version = scoring_->PolicyVersion(),
            .model_version = scoring_->ModelVersion()};
}

void PaymentAssessor::Learn(std::span<const LogEntry> entries) {
    for (const auto& entry : entries) {
        // Taken once an entry, so that a long batch never keeps a score waiting.
        const std::lock_guard lock(mutex_);
        if (entry.kind == LogEntry::Kind::kAttempt) {
            auto& remembered = payments_.Touch(entry.attempt.payment_id.value);
            if (remembered.counted) {
                if (SameTerms(*remembered.counted, entry.attempt)) continue;
                engine_.Withdraw(ObservationOf(*remembered.counted));
            }
            if (!IsPlausible(entry.attempt.created_at)) {
                remembered = {};
                continue;
            }
            remembered = {.counted = entry.attempt, .assessment = nullptr};
        }
        ApplyEntry(engine_, entry);
    }
}

void PaymentAssessor::Use(std::shared_ptr<const Scoring> scoring) {
    const std::lock_guard lock(mutex_);
    scoring_.swap(scoring);
}

std::size_t PaymentAssessor::Entities() {
    const std::lock_guard lock(mutex_);
    return engine_.Entities();
}

}  // namespace clearway::fraud
