// SPDX-License-Identifier: Apache-2.0
#include "core/target_days.h"

#include <gtest/gtest.h>

namespace clearway::core {
namespace {

using namespace std::chrono;

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

}  // namespace
}  // namespace clearway::core
