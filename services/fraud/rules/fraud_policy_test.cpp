// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/rules/fraud_policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace clearway::fraud {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct RuleText {
    std::string when;
    std::string outcome;
    std::string mode = "enforce";
    std::string code = "CODE";
};

std::string FileOf(const std::vector<RuleText>& rules, const std::string& iso_code = "FRAD") {
    std::string text = R"({"id": "p", "version": "1", "rules": [)";
    int number = 0;
    for (const auto& rule : rules) {
        if (number > 0) text += ",";
        text += R"({"id": "r)" + std::to_string(number++) + R"(", "mode": ")" + rule.mode +
                R"(", "when": ")" + rule.when + R"(", "outcome": ")" + rule.outcome +
                R"(", "reason_code": ")" + rule.code +
                R"(", "message": "Message.", "iso_code": ")" + iso_code + R"("})";
    }
    return text + "]}";
}

std::unique_ptr<const FraudPolicy> PolicyOf(const std::vector<RuleText>& rules) {
    auto read = FraudPolicy::Read(FileOf(rules), {"amount", "mean", "score"});
    EXPECT_THAT(read.faults, ElementsAre());
    return std::move(read.policy);
}

FraudVerdict Judge(const std::vector<RuleText>& rules, std::array<double, 3> row) {
    return PolicyOf(rules)->Evaluate(row);
}

TEST(FraudPolicy, LetsTheGravestRuleDecideInWhateverOrder) {
    std::vector<RuleText> rules{
        {"amount > 1", "challenge"}, {"amount > 2", "review"}, {"amount > 3", "decline"}};
    for (int turn = 0; turn < 3; ++turn) {
        std::ranges::rotate(rules, rules.begin() + 1);
        EXPECT_EQ(Judge(rules, {1, 0, 0}).outcome, Outcome::kApprove);
        EXPECT_EQ(Judge(rules, {2, 0, 0}).outcome, Outcome::kChallenge);
        EXPECT_EQ(Judge(rules, {3, 0, 0}).outcome, Outcome::kReview);
        EXPECT_EQ(Judge(rules, {4, 0, 0}).outcome, Outcome::kDecline);
        EXPECT_EQ(Judge(rules, {4, 0, 0}).enforced, 0b111U);
    }
}

TEST(FraudPolicy, NeverLetsAShadowOrAnOffRuleDecide) {
    const auto verdict = Judge({{"true", "decline", "shadow"},
                                {"true", "decline", "off"},
                                {"amount / 0 > 1", "decline", "shadow"},
                                {"amount / 0 > 1", "decline", "off"}},
                               {1, 1, 1});
    EXPECT_EQ(verdict, (FraudVerdict{{0, 0b0001, 0b0100}, Outcome::kApprove}));
}

TEST(FraudPolicy, AnswersReviewWhenAnEnforcedRuleFails) {
    const std::vector<RuleText> rules{{"amount / mean > 5", "challenge"},
                                      {"score > 900", "decline"}};
    EXPECT_EQ(Judge(rules, {100, 10, 0}), (FraudVerdict{{0b01, 0, 0}, Outcome::kChallenge}));
    EXPECT_EQ(Judge(rules, {100, 0, 0}), (FraudVerdict{{0, 0, 0b01}, Outcome::kReview}));
    EXPECT_EQ(Judge(rules, {100, 0, 950}), (FraudVerdict{{0b10, 0, 0b01}, Outcome::kDecline}));
}

TEST(FraudPolicy, GivesTheReasonsOfEnforcedRulesInOrderAndTellsOfAFailureOnce) {
    const auto policy = PolicyOf({{"true", "review", "enforce", "B"},
                                  {"1 / 0 > 1", "review"},
                                  {"true", "review", "enforce", "A"},
                                  {"1 / 0 > 1", "review"},
                                  {"1 / 0 > 1", "review", "shadow"}});
    const Reason a{"A", "Message.", "FRAD"}, b{"B", "Message.", "FRAD"};
    const Reason failure{"RULE_FAILED", "A rule of the policy could not be evaluated.", "NARR"};
    EXPECT_THAT(policy->ReasonsOf({0b00101, 0, 0}), ElementsAre(b, a));
    EXPECT_THAT(policy->ReasonsOf({0b00100, 0, 0b01010}), ElementsAre(a, failure));
    EXPECT_THAT(policy->ReasonsOf({0, 0, 0b10000}), ElementsAre());
    EXPECT_THAT(policy->ReasonsOf({0, 0b10000, 0}), ElementsAre());
}

TEST(FraudPolicy, RefusesWhatNoRuleOfFraudMaySay) {
    EXPECT_THAT(FraudPolicy::Read(FileOf({{"true", "approve"}}), {}).faults,
                ElementsAre("rules[0].outcome: must be one of challenge, review, decline"));
    EXPECT_THAT(FraudPolicy::Read(FileOf({{"true", "review"}}, "FRAUD"), {}).faults,
                ElementsAre(HasSubstr("rules[0].iso_code: must be 4 of")));
}

}  // namespace
}  // namespace clearway::fraud
