// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/backtest/figures/ranking.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

namespace clearway::fraud {
namespace {

// By the definition, threshold by threshold.
double BruteAveragePrecision(const std::vector<RankedPayment>& payments) {
    std::set<double> thresholds;
    double frauds = 0;
    for (const auto& payment : payments) {
        thresholds.insert(payment.score);
        frauds += payment.fraud;
    }
    double area = 0;
    double before = 0;
    for (auto at = thresholds.rbegin(); at != thresholds.rend(); ++at) {
        double caught = 0;
        double flagged = 0;
        for (const auto& payment : payments) {
            if (payment.score < *at) continue;
            flagged += 1;
            caught += payment.fraud;
        }
        area += (caught / frauds - before) * caught / flagged;
        before = caught / frauds;
    }
    return area;
}

// By the definition, pair by pair.
double BruteAuc(const std::vector<RankedPayment>& payments) {
    double pairs = 0;
    double right = 0;
    for (const auto& fraud : payments) {
        for (const auto& honest : payments) {
            if (!fraud.fraud || honest.fraud) continue;
            pairs += 1;
            right += fraud.score > honest.score ? 1 : fraud.score == honest.score ? 0.5 : 0;
        }
    }
    return right / pairs;
}

TEST(Ranking, IsWhatTheDefinitionsSayAlsoWhereScoresAreEqual) {
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        std::vector<RankedPayment> payments{{0.5, true}, {0.25, false}};
        const auto size = random() % 60;
        const auto levels = 1 + random() % (round % 2 == 0 ? 6 : 1'000);
        for (std::size_t i = 0; i < size; ++i)
            payments.push_back(
                {static_cast<double>(random() % levels) / static_cast<double>(levels),
                 random() % 4 == 0});
        const auto ranking = RankingOf(payments);
        ASSERT_TRUE(ranking.average_precision && ranking.roc_auc);
        EXPECT_NEAR(*ranking.average_precision, BruteAveragePrecision(payments), 1e-12);
        EXPECT_NEAR(*ranking.roc_auc, BruteAuc(payments), 1e-12);
        std::ranges::shuffle(payments, random);
        EXPECT_EQ(RankingOf(payments).average_precision, ranking.average_precision);
        EXPECT_EQ(RankingOf(payments).roc_auc, ranking.roc_auc);
    }
}

// average_precision_score and roc_auc_score of scikit-learn 1.9.1 for the same eight.
TEST(Ranking, AgreesWithScikitLearn) {
    const std::vector<RankedPayment> payments{{0.9, true}, {0.8, false}, {0.8, true},  {0.6, false},
                                              {0.5, true}, {0.5, false}, {0.5, false}, {0.1, true}};
    const auto ranking = RankingOf(payments);
    EXPECT_NEAR(ranking.average_precision.value(), 0.6488095238095238, 1e-12);
    EXPECT_NEAR(ranking.roc_auc.value(), 0.53125, 1e-12);
}

TEST(Ranking, CurveRunsFromTheHighestScoreToAllPayments) {
    const auto ranking = RankingOf({{3, true}, {2, false}, {2, true}, {1, false}});
    ASSERT_EQ(ranking.curve.size(), 3U);
    EXPECT_EQ(ranking.curve[0].recall, 0.5);
    EXPECT_EQ(ranking.curve[0].precision, 1);
    EXPECT_EQ(ranking.curve[1].recall, 1);
    EXPECT_EQ(ranking.curve[2].precision, 0.5);
}

TEST(Ranking, WhatCannotBeComputedIsAbsent) {
    EXPECT_FALSE(RankingOf({}).average_precision);
    EXPECT_FALSE(RankingOf({{1, false}}).average_precision);
    EXPECT_FALSE(RankingOf({{1, false}}).roc_auc);
    EXPECT_TRUE(RankingOf({{1, false}}).curve.empty());
    EXPECT_EQ(RankingOf({{1, true}}).average_precision, 1);
    EXPECT_FALSE(RankingOf({{1, true}}).roc_auc);
}

}  // namespace
}  // namespace clearway::fraud
