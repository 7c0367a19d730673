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
        if (!remembered.assessed) {
            const auto features =
                remembered.counted ? windows_.Read(attempt) : windows_.Observe(attempt);
            remembered.counted = true;
            Judge(features, remembered);
        }
        answer = remembered;
    }
    return {answer.outcome, answer.score, ReasonsOf(policy_, answer.enforced)};
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
        if (remembered.counted) continue;
        remembered.counted = true;
        windows_.Observe(attempt);
    }
}

std::size_t PaymentAssessor::Entities() {
    const std::lock_guard lock(mutex_);
    return windows_.Entities();
}

}  // namespace clearway::fraud
