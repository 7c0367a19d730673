// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/rules/policy_program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>
#include <thread>

namespace clearway::fraud::rules {
namespace {

using ::testing::ElementsAre;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

const std::vector<std::string> kNames{"amount", "mean", "score"};

Rule MakeRule(std::string when, Outcome outcome, RuleMode mode = RuleMode::kEnforce) {
    return {.id = "r",
            .mode = mode,
            .when = std::move(when),
            .outcome = outcome,
            .reason = {"CODE", "Message.", "FRAD"}};
}

Policy PolicyOf(std::vector<Rule> rules) {
    return {.id = "p", .version = "1", .rules = std::move(rules)};
}

std::unique_ptr<const PolicyProgram> Compiled(std::vector<Rule> rules) {
    auto compiled = PolicyProgram::Compile(PolicyOf(std::move(rules)), kNames);
    EXPECT_THAT(compiled.faults, ElementsAre());
    return std::move(compiled.program);
}

Verdict Judge(std::vector<Rule> rules, std::array<double, 3> row) {
    return Compiled(std::move(rules))->Evaluate(row);
}

TEST(PolicyProgram, NamesTheRuleThePlaceAndTheMessageOfEveryFault) {
    const auto compiled =
        PolicyProgram::Compile(PolicyOf({MakeRule("amount > 5", Outcome::kReview),
                                         MakeRule("amuont > 5", Outcome::kReview),
                                         MakeRule("amount >", Outcome::kReview, RuleMode::kShadow),
                                         MakeRule("amount", Outcome::kReview, RuleMode::kOff)}),
                               kNames);
    EXPECT_EQ(compiled.program, nullptr);
    EXPECT_THAT(
        compiled.faults,
        ElementsAre("rules[1] (r).when: column 1: unknown name 'amuont'",
                    "rules[2] (r).when: column 9: the end of the rule does not belong here",
                    "rules[3] (r).when: column 1: this is a number, and a condition belongs here: "
                    "compare it"));
}

TEST(PolicyProgram, RefusesMoreRulesThanAVerdictHolds) {
    std::vector<Rule> rules(65, MakeRule("true", Outcome::kReview));
    EXPECT_THAT(PolicyProgram::Compile(PolicyOf(rules), kNames).faults,
                ElementsAre("rules: must be at most 64"));
    rules.pop_back();
    EXPECT_EQ(Compiled(rules)->Evaluate(std::array<double, 3>{}).enforced, ~std::uint64_t{0});
}

TEST(PolicyProgram, HoldsAsManyRulesOfTheLargestLengthAsAPolicyMayHave) {
    std::string when = "amount * 1.5 > 0.25";
    while (when.size() + 28 <= kWhenLengthMax) when += " or score - mean * 3.75 >= 9";
    const auto program = Compiled(std::vector<Rule>(64, MakeRule(when, Outcome::kReview)));
    ASSERT_TRUE(program);
    EXPECT_EQ(program->Evaluate(std::array<double, 3>{1, 0, 0}).enforced, ~std::uint64_t{0});
}

TEST(PolicyProgram, ReportsRulesThatItsMemoryDoesNotHold) {
    const auto compiled =
        PolicyProgram::Compile(PolicyOf(std::vector<Rule>(64, MakeRule("true", Outcome::kReview))),
                               kNames, {.bytes_max = 16 * 1024});
    EXPECT_EQ(compiled.program, nullptr);
    EXPECT_THAT(compiled.faults, ::testing::Contains(::testing::HasSubstr("not enough memory")));
}

TEST(PolicyProgram, LetsTheGravestRuleDecideInWhateverOrder) {
    const auto challenge = MakeRule("amount > 1", Outcome::kChallenge);
    const auto review = MakeRule("amount > 2", Outcome::kReview);
    const auto decline = MakeRule("amount > 3", Outcome::kDecline);
    std::vector<Rule> rules{challenge, review, decline};
    for (int turn = 0; turn < 3; ++turn) {
        std::ranges::rotate(rules, rules.begin() + 1);
        EXPECT_EQ(Judge(rules, {1, 0, 0}).outcome, Outcome::kApprove);
        EXPECT_EQ(Judge(rules, {2, 0, 0}).outcome, Outcome::kChallenge);
        EXPECT_EQ(Judge(rules, {3, 0, 0}).outcome, Outcome::kReview);
        EXPECT_EQ(Judge(rules, {4, 0, 0}).outcome, Outcome::kDecline);
        EXPECT_EQ(Judge(rules, {4, 0, 0}).enforced, 0b111U);
    }
}

TEST(PolicyProgram, NeverLetsAShadowOrAnOffRuleDecide) {
    const auto verdict = Judge({MakeRule("true", Outcome::kDecline, RuleMode::kShadow),
                                MakeRule("true", Outcome::kDecline, RuleMode::kOff),
                                MakeRule("amount / 0 > 1", Outcome::kDecline, RuleMode::kShadow),
                                MakeRule("amount / 0 > 1", Outcome::kDecline, RuleMode::kOff)},
                               {1, 1, 1});
    EXPECT_EQ(verdict, (Verdict{Outcome::kApprove, 0, 0b0001, 0b0100}));
}

TEST(PolicyProgram, AnswersReviewWhenAnEnforcedRuleFails) {
    const auto ratio = MakeRule("amount / mean > 5", Outcome::kChallenge);
    const auto high = MakeRule("score > 900", Outcome::kDecline);
    EXPECT_EQ(Judge({ratio, high}, {100, 10, 0}), (Verdict{Outcome::kChallenge, 0b01, 0, 0}));
    EXPECT_EQ(Judge({ratio, high}, {100, 0, 0}), (Verdict{Outcome::kReview, 0, 0, 0b01}));
    EXPECT_EQ(Judge({ratio, high}, {100, 0, 950}), (Verdict{Outcome::kDecline, 0b10, 0, 0b01}));
    EXPECT_EQ(Judge({ratio, high}, {100, kMissing, 0}), (Verdict{Outcome::kApprove, 0, 0, 0}));
}

TEST(PolicyProgram, TellsWhyARuleFailed) {
    const auto program = Compiled({MakeRule("amount / mean > 5", Outcome::kReview)});
    EXPECT_EQ(program->FailureOf(0, std::array<double, 3>{1, 0, 0}), "division by zero");
    EXPECT_EQ(program->FailureOf(0, std::array<double, 3>{1, 1, 0}), "");
    const std::array<double, 3> infinite{std::numeric_limits<double>::infinity(), 1, 0};
    EXPECT_EQ(program->FailureOf(0, infinite), "a value is infinite");
    EXPECT_EQ(program->Evaluate(infinite).outcome, Outcome::kReview);
}

TEST(PolicyProgram, GoesOnAfterAFailure) {
    const auto program = Compiled({MakeRule("amount / mean > 5", Outcome::kReview)});
    for (int i = 0; i < 10'000; ++i) {
        ASSERT_EQ(program->Evaluate(std::array<double, 3>{1, 0, 0}).failed, 1U);
        ASSERT_EQ(program->Evaluate(std::array<double, 3>{9, 1, 0}).enforced, 1U);
    }
}

TEST(PolicyProgram, RefusesARowOfAnotherLength) {
    const auto program = Compiled({MakeRule("amount > 5", Outcome::kReview)});
    EXPECT_THROW(program->Evaluate(std::array<double, 2>{}), std::invalid_argument);
    EXPECT_THROW(program->FailureOf(0, std::array<double, 4>{}), std::invalid_argument);
}

TEST(PolicyProgram, GivesTheReasonsOfEnforcedRulesInOrderAndTellsOfAFailureOnce) {
    auto a = MakeRule("true", Outcome::kReview), b = MakeRule("true", Outcome::kReview);
    a.reason = {"A", "a"};
    b.reason = {"B", "b"};
    const auto fails = MakeRule("1 / 0 > 1", Outcome::kReview);
    auto shadow = fails;
    shadow.mode = RuleMode::kShadow;
    const auto policy = PolicyOf({b, fails, a, fails, shadow});
    const Reason failure{"RULE_FAILED", "A rule of the policy could not be evaluated.", "NARR"};
    const auto reasons = [&](std::uint64_t enforced, std::uint64_t failed) {
        return ReasonsOf(policy, {Outcome::kReview, enforced, 0, failed});
    };
    EXPECT_THAT(reasons(0b00101, 0), ElementsAre(b.reason, a.reason));
    EXPECT_THAT(reasons(0b00100, 0b01010), ElementsAre(a.reason, failure));
    EXPECT_THAT(reasons(0, 0b10000), ElementsAre());
    EXPECT_THAT(ReasonsOf(policy, {Outcome::kApprove, 0, 0b10000, 0}), ElementsAre());
}

// Each thread knows the answer to its own rows; a machine used by two at once would mix them up.
TEST(PolicyProgram, AnswersManyThreadsAtOnce) {
    const auto program = Compiled({MakeRule("amount % 2 == 0", Outcome::kReview),
                                   MakeRule("amount / mean > 100", Outcome::kReview),
                                   MakeRule("score == amount", Outcome::kReview)});
    std::array<int, 4> wrong{};
    {
        std::vector<std::jthread> threads;
        for (std::size_t t = 0; t < wrong.size(); ++t) {
            threads.emplace_back([&, t] {
                for (int i = 0; i < 5'000; ++i) {
                    const double amount = i * 4 + static_cast<int>(t);
                    const bool even = t % 2 == 0, zero = i % 3 == 0;
                    const auto verdict =
                        program->Evaluate(std::array<double, 3>{amount, zero ? 0.0 : 1e9, amount});
                    const Verdict expected{Outcome::kReview, even ? 0b101U : 0b100U, 0,
                                           zero ? 0b010U : 0U};
                    if (verdict != expected) ++wrong[t];
                }
            });
        }
    }
    EXPECT_THAT(wrong, ::testing::Each(0));
}

}  // namespace
}  // namespace clearway::fraud::rules
