// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/day.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <utility>

#include "core/target_days.h"

namespace clearway::reconciliation::matching {
namespace {

std::optional<int> TakeDigits(std::string_view& text, std::size_t width) {
    if (text.size() < width) return std::nullopt;
    int value = 0;
    for (const char c : text.substr(0, width)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(width);
    return value;
}

bool Take(std::string_view& text, std::string_view expected) {
    if (!text.starts_with(expected)) return false;
    text.remove_prefix(expected.size());
    return true;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Of a day or a month. `single`: signs stand between the parts, and one digit may do.
std::optional<int> TakeOneOrTwo(std::string_view& text, bool single) {
    const bool one = single && !text.empty() && (text.size() == 1 || !IsDigit(text[1]));
    return TakeDigits(text, one ? 1 : 2);
}

// In English, and in German where its three letters differ.
std::optional<int> TakeMonthName(std::string_view& text) {
    constexpr auto kMonths = std::to_array<std::pair<std::string_view, int>>({{"JAN", 1},
                                                                              {"FEB", 2},
                                                                              {"MAR", 3},
                                                                              {"APR", 4},
                                                                              {"MAY", 5},
                                                                              {"JUN", 6},
                                                                              {"JUL", 7},
                                                                              {"AUG", 8},
                                                                              {"SEP", 9},
                                                                              {"OCT", 10},
                                                                              {"NOV", 11},
                                                                              {"DEC", 12},
                                                                              {"MRZ", 3},
                                                                              {"MAI", 5},
                                                                              {"OKT", 10},
                                                                              {"DEZ", 12}});
    std::string name(text.substr(0, 3));
    for (auto& c : name)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    for (const auto& [known, month] : kMonths) {
        if (name != known) continue;
        text.remove_prefix(name.size());
        return month;
    }
    return std::nullopt;
}

// " 12:00", "T12:00:00Z": what may stand behind a date.
bool IsTime(std::string_view text) {
    if (text.size() < 5 || (text.front() != ' ' && text.front() != 'T')) return false;
    const auto colon = text.find(':');
    return (colon == 2 || colon == 3) && IsDigit(text[1]) && IsDigit(text[colon - 1]);
}

}  // namespace

WeekDay WeekDayOf(Day day) {
    const auto monday_based = day + 3;  // 1970-01-01 was a Thursday
    const auto week = monday_based >= 0 ? monday_based / 7 : (monday_based - 6) / 7;
    return {.week = week, .day = monday_based - week * 7};
}

Day CountedDay(Day day) {
    const auto [week, in_week] = WeekDayOf(day);
    return week * 6 + std::min(in_week, 5);
}

std::optional<Day> DayOf(int year, unsigned month, unsigned day) {
    const auto date = std::chrono::year(year) / month / day;
    if (!date.ok()) return std::nullopt;
    return static_cast<Day>(std::chrono::sys_days(date).time_since_epoch().count());
}

std::optional<Day> ParseDay(std::string_view text, std::string_view form) {
    const bool single = form.find_first_of("./- ") != std::string_view::npos;
    if (form.empty()) form = "YYYY-MM-DD";
    std::optional<int> year, month, day;
    while (!form.empty()) {
        if (Take(form, "YYYY")) {
            if (!(year = TakeDigits(text, 4))) return std::nullopt;
        } else if (Take(form, "YY")) {
            if (!(year = TakeDigits(text, 2))) return std::nullopt;
            *year += 2000;
        } else if (Take(form, "MMM")) {
            if (!(month = TakeMonthName(text))) return std::nullopt;
        } else if (Take(form, "MM")) {
            if (!(month = TakeOneOrTwo(text, single))) return std::nullopt;
        } else if (Take(form, "DD")) {
            if (!(day = TakeOneOrTwo(text, single))) return std::nullopt;
        } else {
            if (!Take(text, form.substr(0, 1))) return std::nullopt;
            form.remove_prefix(1);
        }
    }
    const bool whole = text.empty() || IsTime(text);
    if (!whole || !year || !month || !day) return std::nullopt;
    return DayOf(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

std::string FormatDay(Day day) {
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
    char text[32];
    const int length =
        std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return {text, static_cast<std::size_t>(length)};
}

int TargetHolidays(Day from, Day to) {
    using namespace std::chrono;
    int holidays = 0;
    for (auto day = sys_days(days(from)); day < sys_days(days(to)); day += days(1)) {
        const weekday of_week(day);
        if (of_week != Saturday && of_week != Sunday) holidays += core::IsTargetClosingDay(day);
    }
    return holidays;
}

}  // namespace clearway::reconciliation::matching
