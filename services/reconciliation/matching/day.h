// SPDX-License-Identifier: Apache-2.0
// A calendar day as a number, as small as rows by the million ask for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace clearway::reconciliation::matching {

using Day = std::int32_t;  // since 1970-01-01

struct WeekDay {
    int week;
    int day;  // Monday is 0

    bool IsOfWeekend() const { return day >= 5; }
};

WeekDay WeekDayOf(Day day);

// Value dates are compared by these: days, of which a weekend is one. Friday is two of them before
// Monday, and Saturday none before Sunday.
Day CountedDay(Day day);

std::optional<Day> DayOf(int year, unsigned month, unsigned day);

// `form`: YYYY or YY (2000 to 2099), MM or MMM (Mar), DD, and whatever stands between them; ISO
// 8601 when it is empty. Where a form has signs between its parts, days and months of one digit are
// taken too (1.3.2026). A time behind the date ("2026-03-01T12:00:00Z") is let pass.
std::optional<Day> ParseDay(std::string_view text, std::string_view form = {});

std::string FormatDay(Day day);  // "2026-03-01"

// Weekdays from `from` up to before `to` on which TARGET is closed, and nobody settles euros.
int TargetHolidays(Day from, Day to);

}  // namespace clearway::reconciliation::matching
