// SPDX-License-Identifier: Apache-2.0
#include "core/target_days.h"

#include <algorithm>
#include <array>

namespace clearway::core {

using namespace std::chrono;

// The anonymous algorithm of 1876 (Meeus, Jones, Butcher): the Sunday after the full moon that the
// church counts with.
sys_days EasterSunday(year year) {
    const int y = static_cast<int>(year);
    const int golden = y % 19;
    const int century = y / 100, in_century = y % 100;
    const int leap_centuries = century / 4;
    const int moon_shift = (century - (century + 8) / 25 + 1) / 3;
    const int epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30;
    const int to_sunday =
        (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
    const int late_moon = (golden + 11 * epact + 22 * to_sunday) / 451;
    const int day_of_march = epact + to_sunday - 7 * late_moon + 22;
    return sys_days(year / March / 1) + days(day_of_march - 1);
}

bool IsTargetClosingDay(sys_days day) {
    const year_month_day date(day);
    const weekday of_week(day);
    if (of_week == Saturday || of_week == Sunday) return true;
    constexpr std::array kFixed{January / 1, May / 1, December / 25, December / 26};
    if (std::ranges::find(kFixed, date.month() / date.day()) != kFixed.end()) return true;
    const auto easter = EasterSunday(date.year());
    return day == easter - days(2) || day == easter + days(1);
}

}  // namespace clearway::core
