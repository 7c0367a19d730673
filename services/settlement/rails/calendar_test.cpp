// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/calendar.h"

#include <gtest/gtest.h>

namespace clearway::settlement::rails {
namespace {

using namespace std::chrono;
using namespace std::chrono_literals;

core::Timestamp At(const char* text) { return *core::ParseRfc3339(text); }

TEST(Calendar, TheNextCutOffIsOfThisBusinessDayOrTheFirstOfTheNext) {
    Calendar calendar{.holidays = {2026y / January / 8}, .target = true};
    const CutOffTimes times{10h, 15h + 30min};
    const auto next = [&](const char* at) {
        return core::FormatRfc3339(NextCutOff(calendar, times, At(at))).substr(0, 16);
    };
    EXPECT_EQ(next("2026-01-02T09:59:59Z"), "2026-01-02T10:00");
    EXPECT_EQ(next("2026-01-02T10:00:00Z"), "2026-01-02T15:30");  // one that is now has passed
    EXPECT_EQ(next("2026-01-02T15:30:00Z"), "2026-01-05T10:00");  // over a weekend
    EXPECT_EQ(next("2026-01-01T12:00:00Z"), "2026-01-02T10:00");
    EXPECT_EQ(next("2026-01-07T16:00:00Z"), "2026-01-09T10:00");  // over a holiday of its own
    EXPECT_EQ(next("2026-04-02T16:00:00Z"), "2026-04-07T10:00");  // over Easter
    EXPECT_EQ(next("2026-12-24T16:00:00Z"), "2026-12-28T10:00");
    calendar.weekdays.fill(false);
    EXPECT_EQ(NextCutOff(calendar, times, At("2026-01-02T09:00:00Z")), core::Timestamp::max());
}

TEST(Calendar, WhatFallsOnNoBusinessDayIsMovedToTheMidnightOfTheNext) {
    Calendar calendar{.holidays = {2026y / January / 5}, .target = true};
    const auto moved = [&](const char* at) {
        return core::FormatRfc3339(OnBusinessDay(calendar, At(at))).substr(0, 16);
    };
    EXPECT_EQ(moved("2026-01-02T23:59:00Z"), "2026-01-02T23:59");
    EXPECT_EQ(moved("2026-01-03T00:00:00Z"), "2026-01-06T00:00");
    calendar.weekdays.fill(false);
    EXPECT_EQ(moved("2026-01-03T12:00:00Z"), "2026-01-03T12:00");
}

}  // namespace
}  // namespace clearway::settlement::rails
