// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/domain/policy/policy.h"

#include <algorithm>

namespace clearway::fraud {

namespace {

bool Fires(const Rule& rule, std::int64_t value) {
    switch (rule.comparison) {
        case Comparison::kGreaterThan: return value > rule.threshold;
        case Comparison::kAtLeast: return value >= rule.threshold;
        case Comparison::kLessThan: return value < rule.threshold;
        case Comparison::kAtMost: return value <= rule.threshold;
        case Comparison::kEqual: return value == rule.threshold;
    }
    return false;
}

}  // namespace

Verdict Evaluate(const Policy& policy, const FeatureVector& features) {
    Verdict verdict;
    for (std::size_t i = 0; i < policy.rules.size(); ++i) {
        const auto& rule = policy.rules[i];
        if (rule.mode == RuleMode::kOff || !Fires(rule, features[rule.feature])) continue;
        if (rule.mode == RuleMode::kShadow) {
            verdict.shadowed |= std::uint64_t{1} << i;
            continue;
        }
        verdict.enforced |= std::uint64_t{1} << i;
        verdict.outcome = std::max(verdict.outcome, rule.outcome);
    }
    return verdict;
}

std::vector<Reason> ReasonsOf(const Policy& policy, std::uint64_t fired) {
    std::vector<Reason> reasons;
    for (std::size_t i = 0; i < policy.rules.size(); ++i) {
        if (fired >> i & 1) reasons.push_back(policy.rules[i].reason);
    }
    return reasons;
}

}  // namespace clearway::fraud
