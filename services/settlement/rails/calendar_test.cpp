// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/calendar.h"

#include <gtest/gtest.h>

#include "services/settlement/rails/target_days.h"

namespace clearway::settlement::rails {
namespace {

using namespace std::chrono;
using namespace std::chrono_literals;

core::Timestamp At(const char* text) { return *core::ParseRfc3339(text); }

// Gauss's way of 1816, as an answer from elsewhere.
sys_days EasterByGauss(int y) {
    const int a = y % 19, b = y % 4, c = y % 7, k = y / 100;
    const int p = (13 + 8 * k) / 25, q = k / 4;
    const int m = (15 - p + k - q) % 30, n = (4 + k - q) % 7;
    const int d = (19 * a + m) % 30, e = (2 * b + 4 * c + 6 * d + n) % 7;
    int march = 22 + d + e;
    if (d == 29 && e == 6) march -= 7;
    if (d == 28 && e == 6 && a > 10) march -= 7;
    return sys_days(year(y) / March / 1) + days(march - 1);
}

TEST(TargetDays, EasterOfEveryYearIsASundayAndTheSameByAnotherWay) {
    for (int y = 1583; y <= 4099; ++y) {
        const auto easter = EasterSunday(year(y));
        ASSERT_EQ(weekday(easter), Sunday) << y;
        ASSERT_EQ(easter, EasterByGauss(y)) << y;
        ASSERT_GE(easter, sys_days(year(y) / March / 22)) << y;
        ASSERT_LE(easter, sys_days(year(y) / April / 25)) << y;
    }
}

TEST(TargetDays, EasterAsAlmanacsHaveIt) {
    for (const auto& day :
         {1818y / March / 22, 1943y / April / 25, 1954y / April / 18, 1981y / April / 19,
          2000y / April / 23, 2024y / March / 31, 2025y / April / 20, 2026y / April / 5,
          2027y / March / 28, 2028y / April / 16, 2035y / March / 25, 2038y / April / 25,
          2049y / April / 18, 2076y / April / 19, 2285y / March / 22})
        EXPECT_EQ(EasterSunday(day.year()), sys_days(day)) << static_cast<int>(day.year());
}

TEST(TargetDays, AreWeekendsAndSixDaysOfAYear) {
    for (const auto& day : {2026y / January / 1, 2026y / April / 3, 2026y / April / 6,
                            2026y / May / 1, 2026y / December / 25, 2026y / January / 3})
        EXPECT_TRUE(IsTargetClosingDay(day));
    EXPECT_TRUE(IsTargetClosingDay(2028y / December / 26));  // a Tuesday
    for (const auto& day : {2026y / January / 2, 2026y / April / 2, 2026y / April / 7,
                            2026y / May / 14, 2026y / December / 24, 2026y / December / 31})
        EXPECT_FALSE(IsTargetClosingDay(day));
    int weekdays = 0;
    for (sys_days day = 2026y / January / 1; day <= sys_days(2026y / December / 31); day += days(1))
        weekdays += !IsTargetClosingDay(day);
    EXPECT_EQ(weekdays, 256);  // 261 less five that are on no weekend
}

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
