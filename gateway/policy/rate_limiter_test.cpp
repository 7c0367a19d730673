// SPDX-License-Identifier: Apache-2.0
#include "gateway/policy/rate_limiter.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace clearway::gateway::policy {
namespace {

using std::chrono::milliseconds;
using Time = std::chrono::steady_clock::time_point;

struct Step {
    int at_ms;
    bool allowed;
    int remaining;
    int full_after_ms;
    int retry_after_ms;
};

// Ten a second, three at once.
constexpr Step kSteps[] = {
    {0, true, 2, 100, 0},    {0, true, 1, 200, 0},    {0, true, 0, 300, 0},
    {0, false, 0, 300, 100}, {60, false, 0, 240, 40}, {100, true, 0, 300, 0},
    {199, false, 0, 201, 1}, {200, true, 0, 300, 0},  {400, true, 1, 200, 0},
    {5000, true, 2, 100, 0},  // never more than the burst, however long the silence
    {5000, true, 1, 200, 0}, {5000, true, 0, 300, 0}, {5000, false, 0, 300, 100},
};

TEST(RateLimiter, FollowsTheTable) {
    RateLimiter limiter({.requests_per_second = 10, .burst = 3});
    const Time start{std::chrono::hours(100)};
    int row = 0;
    for (const auto& step : kSteps) {
        const auto decision = limiter.Take(start + milliseconds(step.at_ms));
        EXPECT_EQ(decision.allowed, step.allowed) << "row " << row;
        EXPECT_EQ(decision.remaining, step.remaining) << "row " << row;
        EXPECT_EQ(decision.full_after, milliseconds(step.full_after_ms)) << "row " << row;
        EXPECT_EQ(decision.retry_after, milliseconds(step.retry_after_ms)) << "row " << row;
        ++row;
    }
}

TEST(RateLimiter, RefusedRequestsCostNothing) {
    RateLimiter limiter({.requests_per_second = 1, .burst = 1});
    const Time start{std::chrono::hours(1)};
    EXPECT_TRUE(limiter.Take(start).allowed);
    for (int i = 0; i < 100; ++i) EXPECT_FALSE(limiter.Take(start).allowed);
    EXPECT_TRUE(limiter.Take(start + milliseconds(1000)).allowed);
}

TEST(RateLimiter, LetsExactlyTheBurstThroughWhenThreadsRace) {
    RateLimiter limiter({.requests_per_second = 1, .burst = 1000});
    const Time now{std::chrono::hours(1)};
    std::atomic<int> allowed{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&limiter, &allowed, now] {
                for (int j = 0; j < 1000; ++j)
                    if (limiter.Take(now).allowed) ++allowed;
            });
    }
    EXPECT_EQ(allowed, 1000);
}

}  // namespace
}  // namespace clearway::gateway::policy
