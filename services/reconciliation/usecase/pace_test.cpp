// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/pace.h"

#include <gtest/gtest.h>

#include <future>

namespace clearway::reconciliation {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr std::size_t kBatchMax = 100;

// Whether `work` ended by itself; ends it by `stopping` if not.
template <class Work>
bool Ends(std::stop_source& stopping, Work work) {
    auto ended = std::async(std::launch::async, work);
    const bool in_time = ended.wait_for(10s) == std::future_status::ready;
    stopping.request_stop();
    return in_time;
}

TEST(Pace, LetsTheIntervalPassBetweenBatches) {
    Pace pace(20ms, kBatchMax, {});
    pace.After(2);
    const auto first = steady_clock::now();
    pace.After(2);
    pace.After(kBatchMax - 1);
    EXPECT_GE(steady_clock::now() - first, 39ms);
}

TEST(Pace, DoesNotHoldUpABacklogNorFactsThatAreHandedInOneByOne) {
    std::stop_source stopping;
    Pace pace(1h, kBatchMax, stopping.get_token());
    EXPECT_TRUE(Ends(stopping, [&pace] {
        pace.After(2);
        for (int i = 0; i < 10; ++i) pace.After(1);
        pace.After(kBatchMax);
    }));
}

TEST(Pace, EndsAWaitWhenTheProcessStops) {
    std::stop_source stopping;
    Pace pace(1h, kBatchMax, stopping.get_token());
    pace.After(2);
    auto ended = std::async(std::launch::async, [&pace] { pace.After(2); });
    stopping.request_stop();
    EXPECT_EQ(ended.wait_for(10s), std::future_status::ready);
}

}  // namespace
}  // namespace clearway::reconciliation
