// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/model/xgboost_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "services/fraud/model/model_fixture.h"

namespace clearway::fraud {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// The engine's row: other features between, and another order than the model's.
const std::vector<std::string> kRowNames{"unused",      "hour",
                                         "pair_is_new", "other_unused",
                                         "amount",      "payee_reported_share_30d",
                                         "score",       "payer_amount_ratio"};

std::vector<double> RowOf(const std::vector<float>& features) {
    return {-1, features[3 + 1], features[3], -1, features[0], features[2], kNan, features[1]};
}

VerifiedModel Verified(std::string manifest = ManifestOf(BoosterOfTestdata())) {
    const auto key = crypto::PrivateKey::Generate();
    auto trust = Trusting(key);
    trust.catalogue = [](auto) { return std::optional<std::string>("hash-of-five"); };
    auto verified = VerifyModel(Sign(std::move(manifest), BoosterOfTestdata(), key), trust);
    if (!verified.model) throw std::logic_error(verified.faults.front());
    return std::move(*verified.model);
}

TEST(TrainedModel, PicksItsFeaturesFromTheEnginesRow) {
    const TrainedModel model(Verified(), kRowNames);
    EXPECT_EQ(model.Version(), "small/2025-03.1");
    EXPECT_EQ(model.About().thresholds.decline, 900);
    for (std::size_t i = 0; i < Expected().rows.size(); ++i)
        EXPECT_NEAR(model.Score(RowOf(Expected().rows[i])), Expected().probabilities[i], 1e-6) << i;
}

TEST(TrainedModel, NamesWhatMadeTheScoreTheLargestFirst) {
    const TrainedModel model(Verified(), kRowNames);
    for (std::size_t i = 0; i < Expected().rows.size(); ++i) {
        const auto row = RowOf(Expected().rows[i]);
        const auto all = model.Contributions(row, 100);
        ASSERT_EQ(all.size(), Expected().features.size());
        double sum = Expected().contributions[i].back();
        for (const auto& one : all) sum += one.log_odds;
        EXPECT_TRUE(std::ranges::is_sorted(all, std::ranges::greater(), &Contribution::log_odds));
        EXPECT_NEAR(sum, Expected().margins[i], 1e-5);
        const auto two = model.Contributions(row, 2);
        ASSERT_EQ(two.size(), 2U);
        EXPECT_EQ(two[0].feature, all[0].feature);
        EXPECT_EQ(two[1].log_odds, all[1].log_odds);
        EXPECT_TRUE(model.Contributions(row, 0).empty());
    }
}

TEST(TrainedModel, TellsTheValueWithTheFeature) {
    const TrainedModel model(Verified(), kRowNames);
    const std::vector<float> suspicious{20, 1, 0.9F, 1, 12};
    const auto contributions = model.Contributions(RowOf(suspicious), 1);
    ASSERT_EQ(contributions.size(), 1U);
    EXPECT_EQ(contributions[0].feature, "payee_reported_share_30d");
    EXPECT_FLOAT_EQ(static_cast<float>(contributions[0].value), 0.9F);
    EXPECT_GT(contributions[0].log_odds, 0);
}

TEST(TrainedModel, ScoresARowWithoutAnyValueAndARowBeyondAllMeasure) {
    const TrainedModel model(Verified(), kRowNames);
    EXPECT_NEAR(model.Score(std::vector<double>(8, kNan)), Expected().probabilities[0], 1e-6);
    for (const double value : {1e300, -1e300, kInfinity, -kInfinity}) {
        const std::vector<double> row(8, value);
        const auto score = model.Score(row);
        EXPECT_TRUE(score >= 0 && score <= 1) << value;
        EXPECT_EQ(model.Contributions(row, 9).size(), 5U);
    }
    EXPECT_EQ(model.Score(std::vector<double>(8, kInfinity)),
              model.Score(std::vector<double>(8, 1e300)));
}

TEST(TrainedModel, RefusesARowOfAnotherWidth) {
    const TrainedModel model(Verified(), kRowNames);
    const std::vector<double> row(5, 1.0);
    EXPECT_THROW(model.Score(row), std::invalid_argument);
    EXPECT_THROW(model.Contributions(row, 3), std::invalid_argument);
}

TEST(TrainedModel, RefusesAnEngineWithoutOneOfItsFeatures) {
    auto names = kRowNames;
    names[1] = "minute";
    try {
        const TrainedModel model(Verified(), names);
        FAIL() << "was made";
    } catch (const BoosterError& error) {
        EXPECT_THAT(error.what(), ::testing::HasSubstr("hour"));
    }
}

TEST(TrainedModel, RefusesAManifestThatNamesOtherThanTheBoostersFeatures) {
    const auto manifest = With(ManifestOf(BoosterOfTestdata()), ", \"hour\"", "");
    EXPECT_THROW(TrainedModel(Verified(manifest), kRowNames), BoosterError);
}

}  // namespace
}  // namespace clearway::fraud
