// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/scoring/score_drift.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace clearway::fraud {
namespace {

using testing::HasSubstr;

const ScoreDistribution kCard{{0, 10, 100, 500, 1'001}, {0.7, 0.2, 0.07, 0.03}};

std::int32_t Draw(std::mt19937& random, const std::vector<double>& share) {
    std::discrete_distribution<std::size_t> bins(share.begin(), share.end());
    const auto bin = bins(random);
    const auto width = static_cast<unsigned>(kCard.edges[bin + 1] - kCard.edges[bin]);
    return static_cast<std::int32_t>(kCard.edges[bin]) +
           static_cast<std::int32_t>(random() % width);
}

TEST(ScoreDrift, IndexAndDistanceAreThoseOfTheBooks) {
    const std::vector<double> then{0.5, 0.3, 0.2};
    const std::vector<double> now{0.4, 0.3, 0.3};
    EXPECT_NEAR(StabilityIndex(then, now), 0.1 * std::log(0.5 / 0.4) + 0.1 * std::log(0.3 / 0.2),
                1e-12);
    EXPECT_NEAR(KolmogorovSmirnov(then, now), 0.1, 1e-12);
    EXPECT_EQ(StabilityIndex(then, then), 0);
    EXPECT_TRUE(std::isfinite(StabilityIndex({1, 0}, {0, 1})));
}

TEST(ScoreDrift, IsCalmWhileScoresLieAsInTrainingAndAlarmedWhenTheyDoNot) {
    std::mt19937 random(3);
    ScoreDrift drift("m/1", "champion", kCard);
    for (int i = 0; i < 999; ++i) drift.Add(900);
    EXPECT_FALSE(drift.Read().alarm) << "too few to say";
    for (int i = 0; i < 25'000; ++i) drift.Add(Draw(random, kCard.share));
    EXPECT_LT(drift.Read().stability_index, 0.01);
    EXPECT_LT(drift.Read().distance, 0.02);
    EXPECT_FALSE(drift.Read().alarm);
    for (int i = 0; i < 25'000; ++i) drift.Add(Draw(random, {0.35, 0.35, 0.2, 0.1}));
    EXPECT_TRUE(drift.Read().alarm);
    EXPECT_LE(drift.Read().scores, 2 * ScoreDrift::kHalfWindow);
    EXPECT_THAT(metrics::Expose(),
                HasSubstr("clearway_fraud_drift_alarm{model=\"m/1\",role=\"champion\"} 1"));
    for (int i = 0; i < 25'000; ++i) drift.Add(Draw(random, kCard.share));
    EXPECT_FALSE(drift.Read().alarm);
    EXPECT_THAT(metrics::Expose(),
                HasSubstr("clearway_fraud_drift_alarm{model=\"m/1\",role=\"champion\"} 0"));
}

TEST(ScoreDrift, WithoutACardNothingIsSaid) {
    ScoreDrift drift("m/2", "challenger", {});
    for (int i = 0; i < 2'000; ++i) drift.Add(i % 1'001);
    EXPECT_FALSE(drift.Read().alarm);
    EXPECT_EQ(drift.Read().scores, 2'000U);
}

}  // namespace
}  // namespace clearway::fraud
