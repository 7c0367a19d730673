// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/limits/give_back_abandoned.h"

#include <gtest/gtest.h>

#include "async/runtime.h"

namespace clearway::compliance {
namespace {

// So many reservations are left to look at; a sweep takes a page of them.
struct Left final : LimitCommands {
    async::Task<core::Result<LimitReply>> Submit(LimitCommand command) override {
        EXPECT_TRUE(std::holds_alternative<SweepLimits>(command));
        ++sweeps;
        if (sweeps > works) co_return core::ErrorCode::kUnavailable;
        const auto swept = std::min(left, kSweepPage);
        left -= swept;
        co_return LimitReply{.swept = swept};
    }
    std::size_t left = 0;
    int sweeps = 0;
    int works = 1'000'000;
};

core::Result<std::size_t> Sweep(Left& limits) {
    async::Runtime runtime(1);
    return async::BlockOn(runtime.GetExecutor(), GiveBackAbandoned(limits));
}

TEST(GiveBackAbandonedTest, GoesOnUntilNothingIsLeft) {
    Left limits;
    limits.left = 4 * kSweepPage + 1;
    EXPECT_EQ(*Sweep(limits), 4 * kSweepPage + 1);
    EXPECT_EQ(limits.left, 0U);
    EXPECT_EQ(limits.sweeps, 5);
}

TEST(GiveBackAbandonedTest, DoesNoMoreThanItsPages) {
    Left limits;
    limits.left = 10 * kSweepPagesMax * kSweepPage;
    EXPECT_EQ(*Sweep(limits), kSweepPagesMax * kSweepPage);
}

TEST(GiveBackAbandonedTest, StopsAtAnError) {
    Left limits;
    limits.left = 10 * kSweepPage;
    limits.works = 2;
    EXPECT_EQ(Sweep(limits).error().code, core::ErrorCode::kUnavailable);
    EXPECT_EQ(limits.sweeps, 3);
}

}  // namespace
}  // namespace clearway::compliance
