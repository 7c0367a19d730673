// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/usecase/assess_payment.h"

#include <utility>

namespace clearway::fraud {

namespace {

std::string_view NameOf(RuleMode mode) {
    switch (mode) {
        case RuleMode::kOff: return "off";
        case RuleMode::kShadow: return "shadow";
        case RuleMode::kEnforce: return "enforce";
    }
    return "";
}

std::vector<metrics::Counter> RuleCounters(const Policy& policy) {
    std::vector<metrics::Counter> counters;
    for (const auto& rule : policy.rules) {
        const metrics::Labels labels{{"rule", rule.id}, {"mode", std::string(NameOf(rule.mode))}};
        counters.emplace_back("clearway_fraud_rule_hits_total", "Payments for which a rule fired.",
                              labels);
    }
    return counters;
}

std::vector<metrics::Counter> OutcomeCounters() {
    std::vector<metrics::Counter> counters;
    for (const auto* outcome : {"approve", "challenge", "review", "decline"}) {
        counters.emplace_back("clearway_fraud_assessments_total", "Payments assessed, by outcome.",
                              metrics::Labels{{"outcome", outcome}});
    }
    return counters;
}

}  // namespace

PaymentAssessor::PaymentAssessor(Policy policy, const Model& model, const MemoryLimits& limits)
    : policy_(std::move(policy)),
      policy_version_(policy_.FullVersion()),
      model_(model),
      rule_hits_(RuleCounters(policy_)),
      outcomes_(OutcomeCounters()),
      windows_(limits.entities_max),
      payments_(limits.payments_max) {}

Assessment PaymentAssessor::Assess(const Attempt& attempt) {
    Remembered answer;
    {
        const std::lock_guard lock(mutex_);
        auto& remembered = payments_.Touch(attempt.payment_id.value);
        const bool counted = remembered.counted && SameTerms(*remembered.counted, attempt);
        if (!counted || !remembered.assessed)
            Judge(counted ? windows_.Read(attempt) : Count(attempt, remembered), remembered);
        answer = remembered;
    }
    return {answer.outcome, answer.score, ReasonsOf(policy_, answer.enforced)};
}

// Former terms of the payment leave the windows, and must not pass for the payer's history either.
FeatureVector PaymentAssessor::Count(const Attempt& attempt, Remembered& remembered) {
    const auto former = std::exchange(remembered.counted, attempt);
    remembered.assessed = false;
    if (former) windows_.Withdraw(*former);
    auto features = windows_.Observe(attempt);
    if (former && former->payer == attempt.payer) {
        features[Feature::kPayerSecondsSinceLast] = remembered.payer_seconds_since_last;
        if (former->payee == attempt.payee) features[Feature::kNewPayee] = remembered.new_payee;
    }
    remembered.payer_seconds_since_last = features[Feature::kPayerSecondsSinceLast];
    remembered.new_payee = features[Feature::kNewPayee];
    return features;
}

void PaymentAssessor::Judge(const FeatureVector& features, Remembered& remembered) {
    auto signals = features;
    remembered.score = model_.Score(features);
    signals[Feature::kScore] = remembered.score;
    const auto verdict = Evaluate(policy_, signals);
    remembered.outcome = verdict.outcome;
    remembered.enforced = verdict.enforced;
    remembered.assessed = true;
    outcomes_[static_cast<std::size_t>(verdict.outcome)].Add();
    const auto fired = verdict.enforced | verdict.shadowed;
    for (std::size_t i = 0; fired != 0 && i < rule_hits_.size(); ++i) {
        if (fired >> i & 1) rule_hits_[i].Add();
    }
}

void PaymentAssessor::Learn(std::span<const Attempt> attempts) {
    for (const auto& attempt : attempts) {
        // Taken once an attempt, so that a long batch never keeps a score waiting.
        const std::lock_guard lock(mutex_);
        auto& remembered = payments_.Touch(attempt.payment_id.value);
        if (remembered.counted && SameTerms(*remembered.counted, attempt)) continue;
        Count(attempt, remembered);
    }
}

std::size_t PaymentAssessor::Entities() {
    const std::lock_guard lock(mutex_);
    return windows_.Entities();
}

}  // namespace clearway::fraud
