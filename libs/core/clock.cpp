// SPDX-License-Identifier: Apache-2.0
#include "core/clock.h"

#include <charconv>
#include <cstdio>

namespace clearway::core {
namespace {

using std::chrono::days;
using std::chrono::microseconds;

// Reads exactly `width` digits and drops them from `text`.
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

bool TakeChar(std::string_view& text, char expected) {
    if (text.empty() || (text.front() | 0x20) != (expected | 0x20)) return false;
    text.remove_prefix(1);
    return true;
}

// Fraction of a second in microseconds; digits past the sixth are dropped.
std::optional<int> TakeFraction(std::string_view& text) {
    if (text.empty() || text.front() != '.') return 0;
    text.remove_prefix(1);
    int micros = 0;
    int digits = 0;
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1)) {
        if (digits++ < 6) micros = micros * 10 + (text.front() - '0');
    }
    if (digits == 0) return std::nullopt;
    for (; digits < 6; ++digits) micros *= 10;
    return micros;
}

std::optional<std::chrono::minutes> TakeOffset(std::string_view& text) {
    if (TakeChar(text, 'Z')) return std::chrono::minutes(0);
    if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
    const int sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
    const auto hours = TakeDigits(text, 2);
    if (!hours || text.empty() || text.front() != ':') return std::nullopt;
    text.remove_prefix(1);
    const auto minutes = TakeDigits(text, 2);
    if (!minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    return std::chrono::minutes(sign * (*hours * 60 + *minutes));
}

}  // namespace

Timestamp SystemClock::Now() const {
    return std::chrono::time_point_cast<microseconds>(std::chrono::system_clock::now());
}

std::int64_t ToMicros(Timestamp time) { return time.time_since_epoch().count(); }

Timestamp FromMicros(std::int64_t micros) { return Timestamp(microseconds(micros)); }

std::string FormatRfc3339(Timestamp time) {
    const auto day = std::chrono::floor<days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    char text[48];
    int length = std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d",
                               static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                               static_cast<unsigned>(date.day()),
                               static_cast<int>(clock.hours().count()),
                               static_cast<int>(clock.minutes().count()),
                               static_cast<int>(clock.seconds().count()));
    if (clock.subseconds().count() != 0)
        length += std::snprintf(text + length, sizeof text - static_cast<std::size_t>(length),
                                ".%06d", static_cast<int>(clock.subseconds().count()));
    std::string result(text, static_cast<std::size_t>(length));
    return result.append(1, 'Z');
}

std::optional<Timestamp> ParseRfc3339(std::string_view text) {
    const auto year = TakeDigits(text, 4);
    if (!year || !TakeChar(text, '-')) return std::nullopt;
    const auto month = TakeDigits(text, 2);
    if (!month || !TakeChar(text, '-')) return std::nullopt;
    const auto day = TakeDigits(text, 2);
    if (!day || !TakeChar(text, 'T')) return std::nullopt;
    const auto hour = TakeDigits(text, 2);
    if (!hour || !TakeChar(text, ':')) return std::nullopt;
    const auto minute = TakeDigits(text, 2);
    if (!minute || !TakeChar(text, ':')) return std::nullopt;
    const auto second = TakeDigits(text, 2);
    if (!second) return std::nullopt;
    const auto fraction = TakeFraction(text);
    const auto offset = fraction ? TakeOffset(text) : std::nullopt;
    if (!offset || !text.empty()) return std::nullopt;
    const auto date = std::chrono::year(*year) / static_cast<unsigned>(*month) /
                      static_cast<unsigned>(*day);
    if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    return Timestamp(std::chrono::sys_days(date)) + std::chrono::hours(*hour) +
           std::chrono::minutes(*minute) + std::chrono::seconds(*second) +
           microseconds(*fraction) - *offset;
}

}  // namespace clearway::core
