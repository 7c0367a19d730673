// SPDX-License-Identifier: Apache-2.0
#include "gateway/policy/adaptive_limit.h"

#include <gtest/gtest.h>

namespace clearway::gateway::policy {
namespace {

using std::chrono::milliseconds;
using Ending = AdaptiveLimit::Ending;

constexpr LimitOptions kOptions{.start = 100, .least = 10, .most = 200};

class AdaptiveLimitTest : public ::testing::Test {
protected:
    // One interval in which `wanted` requests came together and each took so long.
    void Interval(int wanted, milliseconds latency, Ending ending = Ending::kAnswered) {
        int entered = 0;
        for (int i = 0; i < wanted; ++i) entered += limit_.TryEnter() ? 1 : 0;
        refused_ = wanted - entered;
        now_ += kOptions.interval;
        for (int i = 0; i < entered; ++i) limit_.Leave(now_ - latency, now_, ending);
    }

    AdaptiveLimit limit_{kOptions};
    AdaptiveLimit::Time now_{std::chrono::hours(1)};
    int refused_ = 0;
};

TEST_F(AdaptiveLimitTest, LetsInAsManyAsItSaysAndAgainWhenTheyLeave) {
    Interval(101, milliseconds(1));
    EXPECT_EQ(refused_, 1);
    EXPECT_EQ(limit_.InFlight(), 0);
    EXPECT_TRUE(limit_.TryEnter());
}

TEST_F(AdaptiveLimitTest, StaysWhereAQueueIsLongAndMoves) {
    // 400 ms each, and more want in than may: slower than brisk, faster than standing.
    for (int i = 0; i < 20; ++i) Interval(300, milliseconds(400));
    EXPECT_EQ(limit_.Get(), 100);
}

TEST_F(AdaptiveLimitTest, IsCutWhileTheFastestOfAnIntervalIsSlowAndNeverBelowTheLeast) {
    Interval(100, milliseconds(501));  // the first request only opens the interval
    Interval(100, milliseconds(501));
    EXPECT_EQ(limit_.Get(), 80);
    Interval(80, milliseconds(501));
    EXPECT_EQ(limit_.Get(), 64);
    for (int i = 0; i < 50; ++i) Interval(200, milliseconds(900));
    EXPECT_EQ(limit_.Get(), 10);
}

TEST_F(AdaptiveLimitTest, OneFastRequestIsEnoughToKnowThatTheQueueDrains) {
    Interval(1, milliseconds(1));
    for (int i = 0; i < 20; ++i) {
        for (int each = 0; each < 100; ++each) limit_.TryEnter();
        limit_.Leave(now_, now_ + milliseconds(300), Ending::kAnswered);
        now_ += kOptions.interval;
        for (int each = 1; each < 100; ++each)
            limit_.Leave(now_ - milliseconds(900), now_, Ending::kAnswered);
    }
    EXPECT_EQ(limit_.Get(), 100);
}

TEST_F(AdaptiveLimitTest, AFewThatTookAShorterWayHideNoQueue) {
    const auto interval = [&](milliseconds usual) {
        for (int each = 0; each < 101; ++each) limit_.TryEnter();
        now_ += kOptions.interval;
        for (int each = 0; each < 100; ++each)
            limit_.Leave(now_ - (each < 5 ? milliseconds(2) : usual), now_, Ending::kAnswered);
    };
    for (int i = 0; i < 5; ++i) interval(milliseconds(400));
    EXPECT_EQ(limit_.Get(), 100) << "no reason to grow";
    interval(milliseconds(1500));
    interval(milliseconds(1500));  // its first answer ends the one before
    EXPECT_EQ(limit_.Get(), 80) << "a reason to cut";
}

TEST_F(AdaptiveLimitTest, GrowsWhileItIsInTheWayOfFastRequestsAndOnlyThen) {
    for (int i = 0; i < 20; ++i) Interval(100, milliseconds(5));
    EXPECT_EQ(limit_.Get(), 100) << "nobody was refused";
    Interval(101, milliseconds(5));
    EXPECT_EQ(limit_.Get(), 126);
    for (int i = 0; i < 20; ++i) Interval(1000, milliseconds(5));
    EXPECT_EQ(limit_.Get(), 200) << "never above the most";
}

TEST_F(AdaptiveLimitTest, WhatIsSlowByNatureKeepsItsLimitWhileFewAreInFlight) {
    for (int i = 0; i < 20; ++i) Interval(50, milliseconds(5000));
    EXPECT_EQ(limit_.Get(), 100);
}

TEST_F(AdaptiveLimitTest, AFullQueueBehindUsCutsAtOnce) {
    Interval(1, milliseconds(1));
    Interval(5, milliseconds(1), Ending::kRefused);
    EXPECT_EQ(limit_.Get(), 80);
}

TEST_F(AdaptiveLimitTest, WhatNobodyWorkedOnIsNoSignOfAnEmptyQueue) {
    for (int i = 0; i < 20; ++i) Interval(1000, milliseconds(1), Ending::kUnheard);
    EXPECT_EQ(limit_.Get(), 100);
}

// The reason for the numbers: closed loops of a size that a partner may well have are never shed on a
// platform that merely queues, and one that is cut finds its way back within seconds.
TEST(AdaptiveLimit, TheDefaultsCarry256ConnectionsAtHalfASecondAndRecoverInSeconds) {
    AdaptiveLimit limit{LimitOptions{}};
    AdaptiveLimit::Time now{std::chrono::hours(1)};
    const auto interval = [&](int wanted, milliseconds latency) {
        int entered = 0;
        for (int i = 0; i < wanted; ++i) entered += limit.TryEnter() ? 1 : 0;
        now += milliseconds(500);
        for (int i = 0; i < entered; ++i) limit.Leave(now - latency, now, Ending::kAnswered);
        return wanted - entered;
    };
    for (int i = 0; i < 200; ++i) EXPECT_EQ(interval(256, milliseconds(500)), 0);
    for (int i = 0; i < 60; ++i) interval(1000, milliseconds(3000));
    EXPECT_EQ(limit.Get(), 16);
    int intervals = 0;
    while (interval(256, milliseconds(20)) > 0) ++intervals;
    EXPECT_LE(intervals, 16);
}

}  // namespace
}  // namespace clearway::gateway::policy
