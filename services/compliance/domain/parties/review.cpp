// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/parties/review.h"

namespace clearway::compliance {

core::Timestamp MonthsBefore(core::Timestamp time, int months) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    auto date = std::chrono::year_month_day(day) - std::chrono::months(months);
    if (!date.ok())
        date = std::chrono::year_month_day_last(date.year(), date.month() / std::chrono::last);
    return std::chrono::sys_days(date) + (time - day);
}

}  // namespace clearway::compliance
