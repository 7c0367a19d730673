// SPDX-License-Identifier: Apache-2.0
#include "gateway/upstream/circuit_breaker.h"

#include <gtest/gtest.h>

#include <vector>

namespace clearway::gateway::upstream {
namespace {

using std::chrono::milliseconds;
using State = CircuitBreaker::State;
using Outcome = CircuitBreaker::Outcome;

constexpr BreakerOptions kOptions{.consecutive_failures_max = 3,
                                  .window = milliseconds(10'000),
                                  .ratio_calls_min = 10,
                                  .ratio_failures_percent = 50,
                                  .open_for = milliseconds(1'000),
                                  .open_for_max = milliseconds(3'000)};
const CircuitBreaker::Time kStart{std::chrono::hours(1)};

// What happens at a time, and the state after it. kAsk: only Admit, with the wait expected.
struct Step {
    enum class What { kGood, kBad, kNone, kAsk } what;
    int at_ms;
    State after;
    int wait_ms = 0;
};

void Walk(const char* name, const std::vector<Step>& steps) {
    CircuitBreaker breaker(kOptions);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto& step = steps[i];
        const auto now = kStart + milliseconds(step.at_ms);
        const auto admission = breaker.Admit(now);
        EXPECT_EQ(admission.wait, milliseconds(step.wait_ms)) << name << " step " << i;
        switch (step.what) {
            case Step::What::kGood:
                breaker.Record(admission, Outcome::kSuccess, now);
                break;
            case Step::What::kBad:
                breaker.Record(admission, Outcome::kFailure, now);
                break;
            case Step::What::kNone:
                breaker.Record(admission, Outcome::kNone, now);
                break;
            case Step::What::kAsk:
                break;
        }
        EXPECT_EQ(breaker.GetState(now), step.after) << name << " step " << i;
    }
}

TEST(CircuitBreaker, FollowsTheTable) {
    using enum Step::What;
    using enum State;
    Walk("opens after three in a row", {{kBad, 0, kClosed},
                                        {kBad, 1, kClosed},
                                        {kBad, 2, kOpen},
                                        {kAsk, 3, kOpen, 999},
                                        {kAsk, 1001, kOpen, 1}});
    Walk("a success in between starts the count again", {{kBad, 0, kClosed},
                                                         {kBad, 1, kClosed},
                                                         {kGood, 2, kClosed},
                                                         {kBad, 3, kClosed},
                                                         {kBad, 4, kClosed},
                                                         {kBad, 5, kOpen}});
    Walk("failures of an old window do not count",
         {{kBad, 0, kClosed}, {kBad, 1, kClosed}, {kBad, 10'001, kClosed}});
    Walk("half of ten calls failed", {{kBad, 0, kClosed},
                                      {kBad, 1, kClosed},
                                      {kGood, 2, kClosed},
                                      {kBad, 3, kClosed},
                                      {kGood, 4, kClosed},
                                      {kBad, 5, kClosed},
                                      {kGood, 6, kClosed},
                                      {kGood, 7, kClosed},
                                      {kGood, 8, kClosed},
                                      {kBad, 9, kOpen}});
    Walk("one probe decides, a good one closes", {{kBad, 0, kClosed},
                                                  {kBad, 0, kClosed},
                                                  {kBad, 0, kOpen},
                                                  {kAsk, 1000, kHalfOpen},
                                                  {kAsk, 1000, kHalfOpen, 1000}});
    Walk("a good probe closes", {{kBad, 0, kClosed},
                                 {kBad, 0, kClosed},
                                 {kBad, 0, kOpen},
                                 {kGood, 1000, kClosed},
                                 {kBad, 1001, kClosed}});
    Walk("each bad probe doubles the time, up to the limit", {{kBad, 0, kClosed},
                                                              {kBad, 0, kClosed},
                                                              {kBad, 0, kOpen},
                                                              {kBad, 1000, kOpen},
                                                              {kAsk, 1000, kOpen, 2000},
                                                              {kBad, 3000, kOpen},
                                                              {kAsk, 3000, kOpen, 3000},
                                                              {kBad, 6000, kOpen},
                                                              {kAsk, 6000, kOpen, 3000},
                                                              {kGood, 9000, kClosed}});
    Walk("a probe without outcome lets another one try", {{kBad, 0, kClosed},
                                                          {kBad, 0, kClosed},
                                                          {kBad, 0, kOpen},
                                                          {kNone, 1000, kHalfOpen},
                                                          {kGood, 1000, kClosed}});
}

// A breaker that three failures opened at `kStart`, and a call that began before and still runs.
struct OpenedBreaker {
    OpenedBreaker() {
        for (int i = 0; i < 3; ++i)
            breaker.Record(breaker.Admit(kStart), Outcome::kFailure, kStart);
    }
    CircuitBreaker breaker{kOptions};
    const CircuitBreaker::Admission early = breaker.Admit(kStart);
};

TEST(CircuitBreaker, ACallFromBeforeItOpenedDoesNotDecideTheProbe) {
    for (const auto late : {Outcome::kSuccess, Outcome::kFailure, Outcome::kNone}) {
        OpenedBreaker opened;
        auto& breaker = opened.breaker;
        const auto now = kStart + milliseconds(1000);
        const auto probe = breaker.Admit(now);
        ASSERT_EQ(probe.wait, milliseconds(0));
        breaker.Record(opened.early, late, now);
        EXPECT_EQ(breaker.GetState(now), State::kHalfOpen);
        EXPECT_GT(breaker.Admit(now).wait, milliseconds(0));  // the probe still runs
        breaker.Record(probe, Outcome::kSuccess, now);
        EXPECT_EQ(breaker.GetState(now), State::kClosed);
    }
}

TEST(CircuitBreaker, CallsFromBeforeItOpenedDoNotOpenItAgain) {
    OpenedBreaker opened;
    auto& breaker = opened.breaker;
    const auto now = kStart + milliseconds(1000);
    breaker.Record(breaker.Admit(now), Outcome::kSuccess, now);
    for (int i = 0; i < 3; ++i) breaker.Record(opened.early, Outcome::kFailure, now);
    EXPECT_EQ(breaker.GetState(now), State::kClosed);
}

}  // namespace
}  // namespace clearway::gateway::upstream
