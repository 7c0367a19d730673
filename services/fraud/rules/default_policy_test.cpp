// SPDX-License-Identifier: Apache-2.0
// The policy that comes with the program and its sibling in which the score decides: what they let
// pass, what they stop, and what they cost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <iostream>
#include <limits>
#include <map>

#include "embedded/fraud_default_policy.h"
#include "embedded/fraud_sample_policies.h"
#include "services/fraud/rules/fraud_policy.h"
#include "services/fraud/rules/policy_names.h"

namespace clearway::fraud {
namespace {

using ::testing::ElementsAre;
using Values = std::map<std::string, double>;

const std::vector<std::string> kFeatures{"amount",          "payer_count_1m", "payee_count_1m",
                                         "device_count_1m", "payer_sum_24h",  "payer_amount_ratio",
                                         "pair_is_new"};

class DefaultPolicy : public ::testing::Test {
protected:
    void SetUp() override {
        auto read = FraudPolicy::Read(Text(), PolicyNames(kFeatures));
        ASSERT_THAT(read.faults, ElementsAre());
        policy_ = std::move(read.policy);
    }

    virtual std::string_view Text() const { return embedded::fraud_default_policy::kPolicy; }

    // A first payment by a payer on no list, but for the given values.
    std::vector<double> Row(const Values& others) const {
        Values values{{"amount", 25},        {"payer_count_1m", 1}, {"payee_count_1m", 1},
                      {"payer_sum_24h", 25}, {"pair_is_new", 1},    {"score", 100},
                      {"payer_orders_1m", 1}};
        for (const auto& [name, value] : others) values.insert_or_assign(name, value);
        std::vector<double> row;
        for (const auto& name : policy_->Program().Names()) {
            const bool flag = name.ends_with("_blocked") || name.ends_with("_allowed");
            const auto found = values.find(name);
            row.push_back(found != values.end() ? found->second
                          : flag                ? 0
                                                : std::numeric_limits<double>::quiet_NaN());
        }
        return row;
    }

    std::vector<std::string> Codes(const Values& others) const {
        const auto verdict = policy_->Evaluate(Row(others));
        EXPECT_EQ(verdict.failed, 0U);
        std::vector<std::string> codes;
        for (const auto& reason : policy_->ReasonsOf(verdict)) codes.push_back(reason.code);
        return codes;
    }
    Outcome OutcomeOf(const Values& others) const { return policy_->Evaluate(Row(others)).outcome; }

    std::unique_ptr<const FraudPolicy> policy_;
};

class ScoredPolicy : public DefaultPolicy {
    std::string_view Text() const override { return embedded::fraud_sample_policies::kScored; }
};

TEST_F(DefaultPolicy, ApprovesAnOrdinaryPaymentAndWhatIsJustWithinTheLimits) {
    EXPECT_EQ(policy_->GetPolicy().FullVersion(), "baseline/3");
    EXPECT_EQ(policy_->Evaluate(Row({})), FraudVerdict{});
    EXPECT_EQ(OutcomeOf({{"payer_orders_1m", 20}, {"device_count_1m", 30}, {"score", 599}}),
              Outcome::kApprove);
    EXPECT_EQ(OutcomeOf({{"payer_sum_24h", 10'000'000}, {"payee_count_1m", 400'000}}),
              Outcome::kApprove);
}

TEST_F(DefaultPolicy, StopsWhatIsBeyondThem) {
    EXPECT_THAT(Codes({{"payer_orders_1m", 21}}), ElementsAre("VELOCITY_PAYER_1M"));
    EXPECT_EQ(OutcomeOf({{"payer_orders_1m", 21}}), Outcome::kDecline);
    EXPECT_THAT(Codes({{"device_count_1m", 31}}), ElementsAre("VELOCITY_DEVICE_1M"));
    EXPECT_EQ(OutcomeOf({{"device_count_1m", 31}}), Outcome::kDecline);
    EXPECT_THAT(Codes({{"payer_sum_24h", 10'000'000.01}}), ElementsAre("SUM_PAYER_24H"));
    EXPECT_EQ(OutcomeOf({{"payer_sum_24h", 10'000'000.01}}), Outcome::kReview);
}

// Amounts hold for what a file orders, too; how many payments it has does not.
TEST_F(DefaultPolicy, TakesAPayrollForOneOrderAndStillLooksAtItsSum) {
    EXPECT_EQ(OutcomeOf({{"payer_count_1m", 5'000}, {"payer_orders_1m", 1}}), Outcome::kApprove);
    EXPECT_EQ(OutcomeOf({{"payer_count_1m", 5'000}, {"payer_sum_24h", 10'000'000.01}}),
              Outcome::kReview);
}

TEST_F(ScoredPolicy, HasThreeStepsOfTheScoreOfWhichOneAnswers) {
    EXPECT_THAT(Codes({{"score", 600}}), ElementsAre("SCORE_ELEVATED"));
    EXPECT_EQ(OutcomeOf({{"score", 799}}), Outcome::kChallenge);
    EXPECT_THAT(Codes({{"score", 800}}), ElementsAre("SCORE_HIGH"));
    EXPECT_EQ(OutcomeOf({{"score", 949}}), Outcome::kReview);
    EXPECT_THAT(Codes({{"score", 950}}), ElementsAre("SCORE_VERY_HIGH"));
    EXPECT_EQ(OutcomeOf({{"score", 1000}}), Outcome::kDecline);
}

TEST_F(DefaultPolicy, DeclinesTheBlocked) {
    EXPECT_THAT(Codes({{"payer_blocked", 1}, {"payee_blocked", 1}}), ElementsAre("PARTY_BLOCKED"));
    EXPECT_EQ(OutcomeOf({{"payer_blocked", 1}}), Outcome::kDecline);
    EXPECT_EQ(OutcomeOf({{"payee_blocked", 1}}), Outcome::kDecline);
    EXPECT_EQ(OutcomeOf({{"device_blocked", 1}}), Outcome::kDecline);
}

TEST_F(ScoredPolicy, SparesTheAllowedTheScoreAndNothingElse) {
    for (const auto* allowed : {"payer_allowed", "payee_allowed"}) {
        for (const double score : {600, 800, 950})
            EXPECT_EQ(OutcomeOf({{allowed, 1}, {"score", score}}), Outcome::kApprove) << allowed;
        EXPECT_EQ(OutcomeOf({{allowed, 1}, {"payer_orders_1m", 21}}), Outcome::kDecline);
        EXPECT_EQ(OutcomeOf({{allowed, 1}, {"device_blocked", 1}}), Outcome::kDecline);
        const double unknown = std::numeric_limits<double>::quiet_NaN();
        EXPECT_EQ(OutcomeOf({{allowed, unknown}, {"score", 950}}), Outcome::kDecline) << allowed;
    }
}

// The model that ships has not seen the traffic of whoever runs it.
TEST_F(DefaultPolicy, WatchesTheScoreAndDoesNotDecideByIt) {
    for (const double score : {600, 800, 950}) {
        const auto verdict = policy_->Evaluate(Row({{"score", score}}));
        EXPECT_EQ(verdict.outcome, Outcome::kApprove);
        EXPECT_NE(verdict.shadowed, 0U);
    }
}

TEST_F(DefaultPolicy, TriesARuleInTheShadow) {
    const auto verdict = policy_->Evaluate(Row({{"amount", 2000}, {"payer_amount_ratio", 12}}));
    EXPECT_EQ(verdict.outcome, Outcome::kApprove);
    EXPECT_NE(verdict.shadowed, 0U);
}

// The bound is lax, for sanitizers and busy machines; the figure is in the output.
TEST_F(ScoredPolicy, CostsMicroseconds) {
    constexpr int kRows = 20'000;
    const auto row = Row({{"score", 700}});
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < kRows; ++i) ASSERT_EQ(policy_->Evaluate(row).enforced, 1U << 7);
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begin;
    std::cout << "[ MEASURE  ] " << policy_->GetPolicy().rules.size()
              << " rules: " << took.count() / kRows << " us a row\n";
    EXPECT_LT(took.count() / kRows, 1'000);
}

}  // namespace
}  // namespace clearway::fraud
