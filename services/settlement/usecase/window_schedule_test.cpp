// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/window_schedule.h"

#include <gtest/gtest.h>

#include <future>

#include "async/runtime.h"
#include "services/settlement/domain/ledger_builder.h"
#include "services/settlement/test_clock_fixture.h"
#include "services/settlement/usecase/window_reader_fixture.h"

namespace clearway::settlement::usecase {
namespace {

using namespace std::chrono_literals;
using settlement::testing::kEur;

const std::set<std::chrono::minutes> kTimes{10h, 16h + 30min};

core::Timestamp At(const std::string& time) {
    return *core::ParseRfc3339("2026-03-02T" + time + "Z");
}

TEST(WindowSchedule, TheNextCutOffIsLaterTodayOrTheFirstOfTomorrow) {
    EXPECT_EQ(NextCutOff(kTimes, At("09:59:59")), At("10:00:00"));
    EXPECT_EQ(NextCutOff(kTimes, At("10:00:00")), At("16:30:00"));
    EXPECT_EQ(NextCutOff(kTimes, At("16:30:00")), At("10:00:00") + 24h);
}

TEST(WindowSchedule, TheLastCutOffIsThisOneOrTheLastOfYesterday) {
    EXPECT_EQ(LastCutOff(kTimes, At("10:00:00")), At("10:00:00"));
    EXPECT_EQ(LastCutOff(kTimes, At("16:29:59")), At("10:00:00"));
    EXPECT_EQ(LastCutOff(kTimes, At("23:00:00")), At("16:30:00"));
    EXPECT_EQ(LastCutOff(kTimes, At("09:00:00")), At("16:30:00") - 24h);
}

// One open window; while it is closed time goes on to the next moment of the list.
class Books final : public settlement::testing::EmptyWindowReader, public LedgerWriter {
public:
    Books(settlement::testing::TestClock& clock, std::vector<core::Timestamp> moments)
        : clock_(clock), moments_(std::move(moments)) {}

    async::Task<core::Result<std::vector<Window>>> ListOpen(std::string, int) override {
        if (fails_left_ > 0) {
            --fails_left_;
            co_return core::ErrorCode::kUnavailable;
        }
        co_return std::vector<Window>{open_};
    }
    async::Task<core::Result<Reply>> Submit(Command command) override {
        const auto& close = std::get<settlement::CloseWindow>(command.what);
        EXPECT_EQ(close.number, open_.number);
        EXPECT_EQ(close.closed_by, "schedule");
        open_.opened_at = clock_.Now();
        ++open_.number;
        const auto closed = static_cast<std::size_t>(open_.number - 2);
        if (closed < moments_.size()) clock_.Set(moments_[closed]);
        if (closed == moments_.size()) done.set_value();
        co_return Reply(WindowReply{.open = open_.number, .replayed = false});
    }
    void FailTimes(int times) { fails_left_ = times; }

    std::promise<void> done;  // as many as there are moments, and one more, are closed

private:
    settlement::testing::TestClock& clock_;
    const std::vector<core::Timestamp> moments_;
    int fails_left_ = 0;
    Window open_{.currency = kEur,
                 .number = 1,
                 .model = SettlementModel::kGross,
                 .opened_at = At("08:00:00")};
};

class WindowScheduleThread : public ::testing::Test {
protected:
    bool ClosesAll(Books& books) {
        int notices = 0;
        WindowSchedule schedule({{kEur, kTimes}}, books, books, clock_, runtime_.GetExecutor(),
                                [&notices] { ++notices; });
        return books.done.get_future().wait_for(20s) == std::future_status::ready;
    }

    settlement::testing::TestClock clock_;
    async::Runtime runtime_{1};
};

TEST_F(WindowScheduleThread, ACutOffThatPassedWhileNobodyRanIsKept) {
    clock_.Set(At("12:00:00"));
    Books books(clock_, {});
    EXPECT_TRUE(ClosesAll(books));
}

TEST_F(WindowScheduleThread, ACutOffThatPassesWhileAWindowClosesIsKeptToo) {
    clock_.Set(At("10:00:00"));
    Books books(clock_, {At("16:30:01")});
    EXPECT_TRUE(ClosesAll(books));
}

TEST_F(WindowScheduleThread, WhatCannotBeReadIsTriedAgain) {
    clock_.Set(At("12:00:00"));
    Books books(clock_, {});
    books.FailTimes(1);
    EXPECT_TRUE(ClosesAll(books));
}

}  // namespace
}  // namespace clearway::settlement::usecase
