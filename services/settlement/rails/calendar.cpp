// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/calendar.h"

#include <algorithm>

#include "core/target_days.h"

namespace clearway::settlement::rails {
namespace {

constexpr int kDaysMax = 2 * 366;

bool IsBusinessDay(const Calendar& calendar, std::chrono::sys_days day) {
    return calendar.weekdays.at(std::chrono::weekday(day).c_encoding()) &&
           !calendar.holidays.contains(day) && !(calendar.target && core::IsTargetClosingDay(day));
}

}  // namespace

bool IsOpen(const Calendar& calendar, core::Timestamp at) {
    return NextOpening(calendar, at) == at;
}

core::Timestamp NextOpening(const Calendar& calendar, core::Timestamp at) {
    auto day = std::chrono::floor<std::chrono::days>(at);
    for (int i = 0; i < kDaysMax; ++i, day += std::chrono::days(1)) {
        const auto opening = std::max<core::Timestamp>(at, day + calendar.from);
        if (IsBusinessDay(calendar, day) && opening < day + calendar.to) return opening;
    }
    return core::Timestamp::max();
}

core::Timestamp OnBusinessDay(const Calendar& calendar, core::Timestamp at) {
    auto day = std::chrono::floor<std::chrono::days>(at);
    for (int i = 0; i < kDaysMax; ++i, day += std::chrono::days(1))
        if (IsBusinessDay(calendar, day)) return std::max<core::Timestamp>(at, day);
    return at;
}

core::Timestamp NextCutOff(const Calendar& calendar, const CutOffTimes& times, core::Timestamp at) {
    auto day = std::chrono::floor<std::chrono::days>(at);
    for (int i = 0; i < kDaysMax; ++i, day += std::chrono::days(1)) {
        if (!IsBusinessDay(calendar, day)) continue;
        for (const auto time : times)
            if (day + time > at) return day + time;
    }
    return core::Timestamp::max();
}

}  // namespace clearway::settlement::rails
