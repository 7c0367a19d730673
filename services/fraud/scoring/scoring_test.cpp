// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/scoring/scoring.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/fraud/scoring/scoring_fixture.h"

namespace clearway::fraud {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<double> RowOfAmount(double amount) {
    std::vector<double> row(FeatureTable::Default().Size(), std::nan(""));
    row[0] = amount;
    return row;
}

Judgement JudgeAndExplain(const Scoring& scoring, double amount, const ListFlags& flags = {}) {
    const auto row = RowOfAmount(amount);
    auto judgement = scoring.Judge(row, flags);
    EXPECT_TRUE(judgement.contributions.empty());
    scoring.Explain(row, judgement);
    return judgement;
}

auto HasCode(const char* code) { return Field(&Reason::code, code); }

TEST(Scoring, TheModelScoresThePolicyDecidesAndBothExplain) {
    const auto scoring = RulesAndModel();
    EXPECT_EQ(scoring->ModelVersion(), "amount/1");
    EXPECT_EQ(scoring->PolicyVersion(), "scored/1");
    const std::pair<double, Outcome> rows[] = {
        {0, Outcome::kApprove},  {599, Outcome::kApprove}, {600, Outcome::kChallenge},
        {800, Outcome::kReview}, {950, Outcome::kDecline}, {5'000, Outcome::kDecline}};
    for (const auto& [amount, outcome] : rows) {
        const auto judgement = JudgeAndExplain(*scoring, amount);
        EXPECT_EQ(judgement.score, std::min(static_cast<int>(amount), 1'000));
        EXPECT_EQ(judgement.verdict.outcome, outcome) << amount;
        EXPECT_EQ(judgement.contributions.empty(), outcome == Outcome::kApprove);
    }
    const auto judgement = JudgeAndExplain(*scoring, 800);
    EXPECT_THAT(scoring->ReasonsOf(judgement),
                ElementsAre(HasCode("SCORE_HIGH"), HasCode("AMOUNT_HIGH")));
    EXPECT_EQ(scoring->ReasonsOf(judgement)[0].iso_code, "FRAD");
    // What a rule decided without the score has no reason in it.
    const auto blocked = JudgeAndExplain(*scoring, 10, {.payer_blocked = true});
    EXPECT_FALSE(blocked.contributions.empty());
    EXPECT_THAT(scoring->ReasonsOf(blocked), ElementsAre(HasCode("PARTY_BLOCKED")));
}

TEST(Scoring, WithoutAModelTheRulesDecideAndSaySo) {
    const auto scoring = RulesAlone();
    EXPECT_EQ(scoring->ModelVersion(), "none");
    const auto calm = scoring->Judge(RowOfAmount(990), {});
    EXPECT_EQ(calm.score, kNoScore);
    EXPECT_EQ(calm.verdict.outcome, Outcome::kApprove);
    const auto blocked = JudgeAndExplain(*scoring, 1, {.payer_blocked = true});
    EXPECT_EQ(blocked.verdict.outcome, Outcome::kDecline);
    EXPECT_THAT(blocked.contributions, IsEmpty());
    EXPECT_THAT(scoring->ReasonsOf(blocked), ElementsAre(HasCode("PARTY_BLOCKED")));
}

TEST(Scoring, ListsAreFlagsOfThePolicy) {
    const auto scoring = RulesAndModel();
    EXPECT_EQ(scoring->Judge(RowOfAmount(990), {.payer_allowed = true}).verdict.outcome,
              Outcome::kApprove);
    EXPECT_EQ(scoring->Judge(RowOfAmount(990), {.device_blocked = true, .payee_allowed = true})
                  .verdict.outcome,
              Outcome::kDecline);
    EXPECT_EQ(scoring->Judge(RowOfAmount(1), {.payee_blocked = true}).verdict.outcome,
              Outcome::kDecline);
}

TEST(Scoring, ChallengersAndShadowPoliciesSeeEverythingAndDecideNothing) {
    constexpr char kStrict[] = R"({"id": "strict", "version": "1", "rules": [
        {"id": "all", "mode": "enforce", "when": "amount >= 0", "outcome": "decline",
         "reason_code": "ALL", "message": "All.", "iso_code": "FRAD"}]})";
    const Scoring scoring(
        FeatureTable::Default(), PolicyOf(embedded::fraud_default_policy::kPolicy), nullptr,
        {std::make_shared<const AmountModel>("challenger/9")}, {PolicyOf(kStrict)});
    const auto judgement = scoring.Judge(RowOfAmount(990), {});
    EXPECT_EQ(judgement.verdict.outcome, Outcome::kApprove);
    EXPECT_EQ(judgement.score, kNoScore);
    const auto metrics = metrics::Expose();
    EXPECT_THAT(metrics, HasSubstr("clearway_fraud_score_count{model=\"challenger/9\","
                                   "role=\"challenger\"} 1"));
    EXPECT_THAT(metrics, HasSubstr("clearway_fraud_shadow_outcomes_total{outcome=\"decline\","
                                   "policy=\"strict/1\"} 1"));
}

TEST(Scoring, ARuleThatFailsIsAReviewAndIsCounted) {
    constexpr char kBroken[] = R"({"id": "broken", "version": "1", "rules": [
        {"id": "divides", "mode": "enforce", "when": "1 / (amount - amount) > 0",
         "outcome": "decline", "reason_code": "X", "message": "X.", "iso_code": "FRAD"}]})";
    const Scoring scoring(FeatureTable::Default(), PolicyOf(kBroken), nullptr);
    const auto judgement = scoring.Judge(RowOfAmount(10), {});
    EXPECT_EQ(judgement.verdict.outcome, Outcome::kReview);
    EXPECT_THAT(scoring.ReasonsOf(judgement), ElementsAre(HasCode("RULE_FAILED")));
    EXPECT_THAT(metrics::Expose(), HasSubstr("clearway_fraud_rule_failures_total{mode=\"enforce\","
                                             "rule=\"divides\"} 1"));
}

TEST(PlatformScore, IsAWholeNumberOfThousandths) {
    EXPECT_EQ(PlatformScore(0.1234), 123);
    EXPECT_EQ(PlatformScore(0.9999), 1'000);
    EXPECT_EQ(PlatformScore(-1), 0);
    EXPECT_EQ(PlatformScore(7), 1'000);
    EXPECT_EQ(PlatformScore(std::nan("")), 1'000);
}

}  // namespace
}  // namespace clearway::fraud
