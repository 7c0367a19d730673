// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/rules/policy.h"

namespace clearway::fraud::rules {

std::vector<Reason> ReasonsOf(const Policy& policy, const Verdict& verdict) {
    std::vector<Reason> reasons;
    bool failed = false;
    for (std::size_t i = 0; i < policy.rules.size(); ++i) {
        const auto& rule = policy.rules[i];
        if (verdict.enforced >> i & 1) reasons.push_back(rule.reason);
        failed |= rule.mode == RuleMode::kEnforce && (verdict.failed >> i & 1);
    }
    if (failed)
        reasons.push_back({kRuleFailed, "A rule of the policy could not be evaluated.", "NARR"});
    return reasons;
}

}  // namespace clearway::fraud::rules
