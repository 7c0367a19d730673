// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/domain/policy/policy.h"

#include <gtest/gtest.h>

namespace clearway::fraud {
namespace {

Rule MakeRule(RuleMode mode, Comparison comparison, Outcome outcome, const char* code) {
    return {.id = code,
            .mode = mode,
            .feature = Feature::kPayerCount1m,
            .comparison = comparison,
            .threshold = 5,
            .outcome = outcome,
            .reason = {code, "Because."}};
}

TEST(Policy, ComparesAsTheNamesSay) {
    struct Row {
        Comparison comparison;
        bool at_four, at_five, at_six;
    };
    const Row rows[] = {{Comparison::kGreaterThan, false, false, true},
                        {Comparison::kAtLeast, false, true, true},
                        {Comparison::kLessThan, true, false, false},
                        {Comparison::kAtMost, true, true, false},
                        {Comparison::kEqual, false, true, false}};
    for (const auto& row : rows) {
        const Policy policy{
            "p", "1", {MakeRule(RuleMode::kEnforce, row.comparison, Outcome::kDecline, "A")}};
        const auto fires = [&](std::int64_t value) {
            FeatureVector features;
            features[Feature::kPayerCount1m] = value;
            return Evaluate(policy, features).enforced != 0;
        };
        EXPECT_EQ(fires(4), row.at_four);
        EXPECT_EQ(fires(5), row.at_five);
        EXPECT_EQ(fires(6), row.at_six);
    }
}

TEST(Policy, TakesTheGravestOutcomeAndAllReasonsInOrder) {
    const Policy policy{
        "p", "1",
        {MakeRule(RuleMode::kEnforce, Comparison::kAtLeast, Outcome::kReview, "A"),
         MakeRule(RuleMode::kEnforce, Comparison::kAtLeast, Outcome::kDecline, "B"),
         MakeRule(RuleMode::kShadow, Comparison::kAtLeast, Outcome::kDecline, "C"),
         MakeRule(RuleMode::kOff, Comparison::kAtLeast, Outcome::kDecline, "D"),
         MakeRule(RuleMode::kEnforce, Comparison::kAtLeast, Outcome::kChallenge, "E")}};
    FeatureVector features;
    features[Feature::kPayerCount1m] = 9;
    const auto verdict = Evaluate(policy, features);
    EXPECT_EQ(verdict.outcome, Outcome::kDecline);
    EXPECT_EQ(verdict.shadowed, 0b00100U);
    const std::vector<Reason> expected{{"A", "Because."}, {"B", "Because."}, {"E", "Because."}};
    EXPECT_EQ(ReasonsOf(policy, verdict.enforced), expected);
}

TEST(Policy, LetsAShadowRuleChangeNothing) {
    const Policy policy{
        "p", "1", {MakeRule(RuleMode::kShadow, Comparison::kAtLeast, Outcome::kDecline, "A")}};
    FeatureVector features;
    features[Feature::kPayerCount1m] = 9;
    const auto verdict = Evaluate(policy, features);
    EXPECT_EQ(verdict.outcome, Outcome::kApprove);
    EXPECT_EQ(verdict.enforced, 0U);
    EXPECT_EQ(verdict.shadowed, 1U);
}

}  // namespace
}  // namespace clearway::fraud
