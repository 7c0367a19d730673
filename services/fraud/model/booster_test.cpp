// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/model/booster.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <limits>
#include <numeric>
#include <thread>

#include "services/fraud/model/model_fixture.h"

namespace clearway::fraud {
namespace {

constexpr double kTolerance = 1e-6;
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

double Sum(const Explanation& explanation) {
    return std::accumulate(explanation.features.begin(), explanation.features.end(),
                           explanation.bias);
}

TEST(Booster, PredictsWhatPythonPredicts) {
    const Booster booster(BoosterOfTestdata());
    const auto& expected = Expected();
    ASSERT_EQ(booster.FeatureCount(), expected.features.size());
    ASSERT_GE(expected.rows.size(), 50U);
    for (std::size_t i = 0; i < expected.rows.size(); ++i)
        EXPECT_NEAR(booster.Predict(expected.rows[i]), expected.probabilities[i], kTolerance) << i;
}

TEST(Booster, PredictsManyRowsAsItPredictsEach) {
    const Booster booster(BoosterOfTestdata());
    std::vector<float> rows;
    for (const auto& row : Expected().rows) rows.insert(rows.end(), row.begin(), row.end());
    const auto many = booster.PredictMany(rows);
    ASSERT_EQ(many.size(), Expected().rows.size());
    for (std::size_t i = 0; i < many.size(); ++i)
        EXPECT_EQ(many[i], booster.Predict(Expected().rows[i])) << i;
    EXPECT_TRUE(booster.PredictMany({}).empty());
}

TEST(Booster, ExplainsAsPythonExplainsAndTheSumIsTheMargin) {
    const Booster booster(BoosterOfTestdata());
    const auto& expected = Expected();
    for (std::size_t i = 0; i < expected.rows.size(); ++i) {
        const auto explanation = booster.Contributions(expected.rows[i]);
        ASSERT_EQ(explanation.features.size(), expected.features.size());
        for (std::size_t j = 0; j < explanation.features.size(); ++j)
            EXPECT_NEAR(explanation.features[j], expected.contributions[i][j], 1e-5)
                << i << ' ' << j;
        EXPECT_NEAR(explanation.bias, expected.contributions[i].back(), 1e-5);
        EXPECT_NEAR(Sum(explanation), expected.margins[i], 1e-5);
        EXPECT_NEAR(1 / (1 + std::exp(-Sum(explanation))), booster.Predict(expected.rows[i]), 1e-5);
    }
}

TEST(Booster, ExplainsFromTablesAlsoTheModelThatShips) {
    EXPECT_TRUE(Booster(BoosterOfTestdata()).HasTables());
    EXPECT_TRUE(Booster(TextOf("services/fraud/default_model/model.ubj")).HasTables());
}

TEST(Booster, TakesNanForMissingAndNotForANumber) {
    const Booster booster(BoosterOfTestdata());
    auto row = Expected().rows[1];
    row[2] = kNan;
    const auto missing = booster.Predict(row);
    row[2] = 0;
    const auto zero = booster.Predict(row);
    row[2] = 1;
    const auto one = booster.Predict(row);
    EXPECT_GT(one, zero);
    EXPECT_NE(missing, one);
    const std::vector<float> blank(row.size(), kNan);
    EXPECT_NEAR(booster.Predict(blank), Expected().probabilities[0], kTolerance);
}

TEST(Booster, AnswersManyThreadsAtOnceOnOneHandle) {
    const Booster booster(BoosterOfTestdata());
    const auto& expected = Expected();
    std::atomic<int> wrong = 0, done = 0;
    const auto work = [&](std::size_t offset) {
        for (std::size_t round = 0; round < 500; ++round) {
            const auto i = (offset + round) % expected.rows.size();
            const auto& row = expected.rows[i];
            if (std::abs(booster.Predict(row) - expected.probabilities[i]) > kTolerance) ++wrong;
            if (std::abs(Sum(booster.Contributions(row)) - expected.margins[i]) > 1e-5) ++wrong;
            ++done;
        }
    };
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < 6; ++i) threads.emplace_back(work, i * 11);
    }
    EXPECT_EQ(done, 3000);
    EXPECT_EQ(wrong, 0);
}

TEST(Booster, LetsTwoOfThemShareAThread) {
    const Booster first(BoosterOfTestdata());
    auto second = std::make_unique<Booster>(BoosterOfTestdata());
    const auto& row = Expected().rows[3];
    EXPECT_EQ(first.Predict(row), second->Predict(row));
    second.reset();
    EXPECT_NEAR(first.Predict(row), Expected().probabilities[3], kTolerance);
}

TEST(Booster, RefusesRowsOfAnotherWidth) {
    const Booster booster(BoosterOfTestdata());
    const std::vector<float> row(6, 1.0F);
    EXPECT_THROW(booster.Predict(row), std::invalid_argument);
    EXPECT_THROW(booster.Predict({}), std::invalid_argument);
    EXPECT_THROW(booster.PredictMany(row), std::invalid_argument);
    EXPECT_THROW(booster.Contributions(row), std::invalid_argument);
}

TEST(Booster, RefusesWhatIsNoBooster) {
    for (const std::string_view bytes : {"", "{", "hello", "{\"learner\": {}}", "binf\x01\x02",
                                         "\x7f"
                                         "ELF"})
        EXPECT_THROW(Booster{bytes}, BoosterError) << bytes;
}

TEST(Booster, RefusesAnObjectiveOtherThanProbability) {
    // UBJSON keeps the length before the text, so the name that takes its place is as long.
    auto bytes = BoosterOfTestdata();
    const std::string_view name = "binary:logistic";
    const std::string_view other = "binary:logitraw";
    ASSERT_EQ(name.size(), other.size());
    for (auto at = bytes.find(name); at != std::string::npos; at = bytes.find(name))
        bytes.replace(at, name.size(), other);
    try {
        const Booster booster(bytes);
        FAIL() << "was loaded";
    } catch (const BoosterError& error) {
        EXPECT_THAT(error.what(), ::testing::HasSubstr("objective"));
    }
}

}  // namespace
}  // namespace clearway::fraud
