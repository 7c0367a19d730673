// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/day.h"

#include <chrono>
#include <cstdio>

namespace clearway::reconciliation::matching {
namespace {

constexpr std::size_t kIsoLength = 10;

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

}  // namespace

std::optional<Day> DayOf(int year, unsigned month, unsigned day) {
    const auto date = std::chrono::year(year) / month / day;
    if (!date.ok()) return std::nullopt;
    return static_cast<Day>(std::chrono::sys_days(date).time_since_epoch().count());
}

std::optional<Day> ParseDay(std::string_view text, std::string_view form) {
    if (form.empty()) {
        form = "YYYY-MM-DD";
        if (text.size() > kIsoLength && (text[kIsoLength] == 'T' || text[kIsoLength] == ' '))
            text = text.substr(0, kIsoLength);
    }
    std::optional<int> year, month, day;
    while (!form.empty()) {
        if (Take(form, "YYYY")) {
            if (!(year = TakeDigits(text, 4))) return std::nullopt;
        } else if (Take(form, "YY")) {
            if (!(year = TakeDigits(text, 2))) return std::nullopt;
            *year += 2000;
        } else if (Take(form, "MM")) {
            if (!(month = TakeDigits(text, 2))) return std::nullopt;
        } else if (Take(form, "DD")) {
            if (!(day = TakeDigits(text, 2))) return std::nullopt;
        } else {
            if (!Take(text, form.substr(0, 1))) return std::nullopt;
            form.remove_prefix(1);
        }
    }
    if (!text.empty() || !year || !month || !day) return std::nullopt;
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

}  // namespace clearway::reconciliation::matching
