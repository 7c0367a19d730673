// SPDX-License-Identifier: Apache-2.0
#include "async/periodic.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>

namespace clearway::async {
namespace {

using namespace std::chrono_literals;

TEST(Periodic, WorksAgainAndAgain) {
    std::latch thrice(3);
    std::atomic<int> times = 0;
    const Periodic periodic(1ms, [&] {
        if (times.fetch_add(1) < 3) thrice.count_down();
    });
    thrice.wait();
}

TEST(Periodic, EndsAtOnceThoughTheTimeIsFar) {
    const auto start = std::chrono::steady_clock::now();
    {
        const Periodic periodic(24h, [] { FAIL() << "not yet"; });
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, 1min);
}

TEST(Periodic, TheEndWaitsForWorkUnderWay) {
    std::latch begun(1);
    std::latch go_on(1);
    std::atomic<bool> ended = false;
    std::jthread release;
    {
        const Periodic periodic(1ms, [&] {
            if (ended) return;
            begun.count_down();
            go_on.wait();
            ended = true;
        });
        begun.wait();
        release = std::jthread([&] { go_on.count_down(); });
    }
    EXPECT_TRUE(ended);
}

}  // namespace
}  // namespace clearway::async
