// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/scoring/score_calibration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace clearway::fraud {
namespace {

using ::testing::HasSubstr;

const CalibrationCard kCard{{{0.01, 0.001}, {0.5, 0.1}, {0.9, 0.6}}};

TEST(ScoreCalibration, CountsWhatTheCardLetsExpect) {
    const std::vector<ScoreOutcome> outcomes{{0, 6'000, 5}, {9, 4'000, 5}, {10, 100, 12},
                                             {499, 100, 8}, {500, 10, 5},  {1'000, 10, 7}};
    const auto reading = Calibrate(kCard, outcomes);
    EXPECT_EQ(reading.payments, 10'220);
    EXPECT_EQ(reading.reported, 42);
    EXPECT_DOUBLE_EQ(reading.expected, 10 + 20 + 12);
    EXPECT_DOUBLE_EQ(reading.ratio, 1);
    EXPECT_NEAR(reading.error, 0, 1e-15);
    EXPECT_FALSE(reading.alarm);
}

TEST(ScoreCalibration, TheErrorIsTheMeanDistanceByPayment) {
    const std::vector<ScoreOutcome> outcomes{{0, 1'000, 3}, {100, 100, 5}};
    EXPECT_NEAR(Calibrate(kCard, outcomes).error, (2.0 + 5.0) / 1'100, 1e-15);
}

TEST(ScoreCalibration, AlarmsOnTwiceOrHalfTheFraudUnlessChanceExplainsIt) {
    const auto alarm = [](std::int64_t payments, std::int64_t reported) {
        const std::vector<ScoreOutcome> outcomes{{100, payments, reported}};
        return Calibrate(kCard, outcomes).alarm;
    };
    EXPECT_FALSE(alarm(1'000, 100));
    EXPECT_FALSE(alarm(1'000, 200)) << "not more than twice";
    EXPECT_TRUE(alarm(1'000, 201));
    EXPECT_FALSE(alarm(1'000, 50));
    EXPECT_TRUE(alarm(1'000, 49));
    EXPECT_FALSE(alarm(100, 0)) << "ten expected are too few to say";
    EXPECT_TRUE(alarm(100, 30));
    EXPECT_FALSE(alarm(100, 19)) << "too few came";
    EXPECT_FALSE(alarm(200, 7)) << "less than half of twenty, by chance";
    EXPECT_TRUE(alarm(200, 6));
    EXPECT_FALSE(alarm(0, 0));
}

TEST(ScoreCalibration, FraudWhereTheCardHasNoneIsAlarming) {
    const CalibrationCard clean{{{1, 0}}};
    const std::vector<ScoreOutcome> outcomes{{700, 1'000, 20}};
    EXPECT_TRUE(Calibrate(clean, outcomes).alarm);
    EXPECT_EQ(Calibrate(clean, outcomes).ratio, 0);
}

TEST(ScoreCalibration, WithoutACardNothingIsSaid) {
    const std::vector<ScoreOutcome> outcomes{{700, 1'000, 900}};
    EXPECT_FALSE(Calibrate({}, outcomes).alarm);
}

TEST(ScoreCalibration, AnAlarmShowsUntilItIsOver) {
    ScoreCalibration calibration("card/1", kCard);
    const std::vector<ScoreOutcome> bad{{100, 1'000, 900}};
    const std::vector<ScoreOutcome> good{{100, 1'000, 90}};
    calibration.Publish(bad);
    EXPECT_THAT(metrics::Expose(),
                HasSubstr("clearway_fraud_calibration_alarm{model=\"card/1\"} 1"));
    EXPECT_THAT(metrics::Expose(),
                HasSubstr("clearway_fraud_calibration_ratio{model=\"card/1\"} 9"));
    calibration.Publish(good);
    EXPECT_THAT(metrics::Expose(),
                HasSubstr("clearway_fraud_calibration_alarm{model=\"card/1\"} 0"));
}

}  // namespace
}  // namespace clearway::fraud
