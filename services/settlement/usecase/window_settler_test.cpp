// SPDX-License-Identifier: Apache-2.0
// The settler's thread where something is in its way.
#include "services/settlement/usecase/window_settler.h"

#include <gtest/gtest.h>

#include <future>

#include "async/runtime.h"
#include "services/settlement/domain/ledger_builder.h"
#include "services/settlement/usecase/window_reader_fixture.h"

namespace clearway::settlement::usecase {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

// One closed window whose transfers cannot be counted.
class Unreadable final : public settlement::testing::EmptyWindowReader {
public:
    async::Task<core::Result<Settling>> FindWindow(WindowKey) override { co_return Closed(); }
    async::Task<core::Result<std::vector<Settling>>> ListUnsettled(std::optional<WindowKey>,
                                                                   int) override {
        co_return std::vector<Settling>{Closed()};
    }
    async::Task<core::Result<WindowSums>> CountWindow(WindowKey) override {
        if (times_.size() < 3) times_.push_back(Steady::now());
        if (times_.size() == 3 && !told_) {
            told_ = true;
            third.set_value(times_);
        }
        co_return core::ErrorCode::kUnavailable;
    }

    std::promise<std::vector<Steady::time_point>> third;

private:
    static Settling Closed() {
        return {.window = {.currency = settlement::testing::kEur,
                           .number = 1,
                           .model = SettlementModel::kGross,
                           .state = WindowState::kClosed,
                           .opened_at = settlement::testing::kNow}};
    }
    std::vector<Steady::time_point> times_;
    bool told_ = false;
};

// Nothing is to reach either of them.
class Untouched final : public WindowDesk, public LedgerWriter {
public:
    async::Task<core::Result<WindowProgress>> Submit(WindowCommand) override {
        ADD_FAILURE() << "a window whose transfers are not counted goes on";
        co_return core::ErrorCode::kInternal;
    }
    async::Task<core::Result<Reply>> Submit(Command) override {
        ADD_FAILURE() << "something is booked";
        co_return core::ErrorCode::kInternal;
    }
};

TEST(WindowSettler, WhatCannotBeCountedWaitsAndIsTriedAgainLessAndLessOften) {
    Unreadable reader;
    Untouched others;
    const core::SystemClock clock;
    async::Runtime runtime(1);
    WindowSettler settler(reader, others, others, clock, runtime.GetExecutor());
    auto third = reader.third.get_future();
    ASSERT_EQ(third.wait_for(30s), std::future_status::ready);
    const auto times = third.get();
    EXPECT_GT(times[2] - times[1], (times[1] - times[0]) * 3 / 2);
}

}  // namespace
}  // namespace clearway::settlement::usecase
