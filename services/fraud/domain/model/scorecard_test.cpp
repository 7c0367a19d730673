// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/domain/model/scorecard.h"

#include <gtest/gtest.h>

namespace clearway::fraud {
namespace {

FeatureVector Quiet() {
    FeatureVector features;
    features[Feature::kPayerSecondsSinceLast] = 86'400;
    return features;
}

TEST(Scorecard, GivesNothingToAQuietPayment) { EXPECT_EQ(Scorecard().Score(Quiet()), 0); }

TEST(Scorecard, GivesEachLineItsPointsAtBothEndsOfItsBand) {
    for (const auto& line : Scorecard::Lines()) {
        const auto score_at = [&](std::int64_t value) {
            auto features = Quiet();
            features[line.feature] = value;
            return Scorecard().Score(features);
        };
        EXPECT_EQ(score_at(line.from), line.points) << line.why;
        if (line.below != std::numeric_limits<std::int64_t>::max()) {
            EXPECT_EQ(score_at(line.below - 1), line.points) << line.why;
            EXPECT_NE(score_at(line.below), line.points) << line.why;
        }
    }
}

TEST(Scorecard, NeverExceedsTheLargestScore) {
    FeatureVector features;
    for (std::size_t i = 0; i < kFeatureCount; ++i)
        features[static_cast<Feature>(i)] = 1'000'000'000'000'000;
    features[Feature::kPayerSecondsSinceLast] = 0;
    features[Feature::kNewPayee] = 1;
    EXPECT_EQ(Scorecard().Score(features), kScoreMax);
}

}  // namespace
}  // namespace clearway::fraud
