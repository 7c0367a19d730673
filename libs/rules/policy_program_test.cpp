// SPDX-License-Identifier: Apache-2.0
#include "rules/policy_program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>
#include <thread>

namespace clearway::rules {
namespace {

using ::testing::ElementsAre;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

const std::vector<std::string> kNames{"amount", "mean", "score"};

Rule MakeRule(std::string when, RuleMode mode = RuleMode::kEnforce) {
    return {.id = "r",
            .mode = mode,
            .when = std::move(when),
            .reason_code = "CODE",
            .message = "Message."};
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
    const auto compiled = PolicyProgram::Compile(
        PolicyOf({MakeRule("amount > 5"), MakeRule("amuont > 5"),
                  MakeRule("amount >", RuleMode::kShadow), MakeRule("amount", RuleMode::kOff)}),
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
    std::vector<Rule> rules(65, MakeRule("true"));
    EXPECT_THAT(PolicyProgram::Compile(PolicyOf(rules), kNames).faults,
                ElementsAre("rules: must be at most 64"));
    rules.pop_back();
    EXPECT_EQ(Compiled(rules)->Evaluate(std::array<double, 3>{}).enforced, ~std::uint64_t{0});
}

TEST(PolicyProgram, HoldsAsManyRulesOfTheLargestLengthAsAPolicyMayHave) {
    std::string when = "amount * 1.5 > 0.25";
    while (when.size() + 28 <= kWhenLengthMax) when += " or score - mean * 3.75 >= 9";
    const auto program = Compiled(std::vector<Rule>(64, MakeRule(when)));
    ASSERT_TRUE(program);
    EXPECT_EQ(program->Evaluate(std::array<double, 3>{1, 0, 0}).enforced, ~std::uint64_t{0});
}

TEST(PolicyProgram, ReportsRulesThatItsMemoryDoesNotHold) {
    const auto compiled = PolicyProgram::Compile(PolicyOf(std::vector<Rule>(64, MakeRule("true"))),
                                                 kNames, {.bytes_max = 16 * 1024});
    EXPECT_EQ(compiled.program, nullptr);
    EXPECT_THAT(compiled.faults, ::testing::Contains(::testing::HasSubstr("not enough memory")));
}

TEST(PolicyProgram, CountsAShadowApartAndLeavesOutWhatIsOff) {
    const auto verdict = Judge(
        {MakeRule("true", RuleMode::kShadow), MakeRule("true", RuleMode::kOff),
         MakeRule("amount / 0 > 1", RuleMode::kShadow), MakeRule("amount / 0 > 1", RuleMode::kOff)},
        {1, 1, 1});
    EXPECT_EQ(verdict, (Verdict{0, 0b0001, 0b0100}));
}

TEST(PolicyProgram, TellsOfAnEnforcedRuleThatFails) {
    const auto program = Compiled({MakeRule("amount / mean > 5"), MakeRule("score > 900"),
                                   MakeRule("amount / mean > 5", RuleMode::kShadow)});
    const auto judge = [&](std::array<double, 3> row) { return program->Evaluate(row); };
    EXPECT_EQ(judge({100, 10, 0}), (Verdict{0b001, 0b100, 0}));
    EXPECT_EQ(judge({100, 0, 950}), (Verdict{0b010, 0, 0b101}));
    EXPECT_EQ(judge({100, kMissing, 0}), (Verdict{0, 0, 0}));
    EXPECT_TRUE(program->EnforcedFailed(judge({100, 0, 950})));
    EXPECT_FALSE(program->EnforcedFailed({0, 0, 0b100}));
}

TEST(PolicyProgram, TellsWhyARuleFailed) {
    const auto program = Compiled({MakeRule("amount / mean > 5")});
    EXPECT_EQ(program->FailureOf(0, std::array<double, 3>{1, 0, 0}), "division by zero");
    EXPECT_EQ(program->FailureOf(0, std::array<double, 3>{1, 1, 0}), "");
    const std::array<double, 3> infinite{std::numeric_limits<double>::infinity(), 1, 0};
    EXPECT_EQ(program->FailureOf(0, infinite), "a value is infinite");
    EXPECT_EQ(program->Evaluate(infinite).failed, 1U);
}

TEST(PolicyProgram, GoesOnAfterAFailure) {
    const auto program = Compiled({MakeRule("amount / mean > 5")});
    for (int i = 0; i < 10'000; ++i) {
        ASSERT_EQ(program->Evaluate(std::array<double, 3>{1, 0, 0}).failed, 1U);
        ASSERT_EQ(program->Evaluate(std::array<double, 3>{9, 1, 0}).enforced, 1U);
    }
}

TEST(PolicyProgram, RefusesARowOfAnotherLength) {
    const auto program = Compiled({MakeRule("amount > 5")});
    EXPECT_THROW(program->Evaluate(std::array<double, 2>{}), std::invalid_argument);
    EXPECT_THROW(program->FailureOf(0, std::array<double, 4>{}), std::invalid_argument);
}

// Each thread knows the answer to its own rows; a machine used by two at once would mix them up.
TEST(PolicyProgram, AnswersManyThreadsAtOnce) {
    const auto program = Compiled({MakeRule("amount % 2 == 0"), MakeRule("amount / mean > 100"),
                                   MakeRule("score == amount")});
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
                    const Verdict expected{even ? 0b101U : 0b100U, 0, zero ? 0b010U : 0U};
                    if (verdict != expected) ++wrong[t];
                }
            });
        }
    }
    EXPECT_THAT(wrong, ::testing::Each(0));
}

}  // namespace
}  // namespace clearway::rules
