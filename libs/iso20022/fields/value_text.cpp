// SPDX-License-Identifier: Apache-2.0
#include "iso20022/fields/value_text.h"

#include <algorithm>
#include <charconv>

namespace clearway::iso20022 {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool AllDigits(std::string_view text) { return std::ranges::all_of(text, IsDigit); }

template <class Number>
std::optional<Number> Parse(std::string_view text) {
    Number number = 0;
    const auto end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (text.empty() || read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return number;
}

bool HasOffset(std::string_view text) {
    const auto time = text.find('T');
    if (time == std::string_view::npos) return false;
    return text.ends_with('Z') || text.find_first_of("+-", time) != std::string_view::npos;
}

}  // namespace

std::string_view Collapsed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const auto begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

MoneyRead ReadMoney(std::string_view currency_code, std::string_view text) {
    const auto currency = core::Currency::Parse(currency_code);
    if (!currency) return {.fault = CheckCurrency(currency_code)};
    constexpr FieldFault kForm{"amount_form", "the amount is no decimal number of 0 or more"};
    constexpr FieldFault kDigits{"amount_digits",
                                 "the amount has more fraction digits than its currency"};
    constexpr FieldFault kSize{"amount_size", "the amount has more than 18 digits"};
    if (text.starts_with('+')) text.remove_prefix(1);
    const auto point = text.find('.');
    auto whole = text.substr(0, point);
    auto fraction = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
    if ((whole.empty() && fraction.empty()) || !AllDigits(whole) || !AllDigits(fraction))
        return {.fault = kForm};
    while (whole.starts_with('0')) whole.remove_prefix(1);
    while (fraction.ends_with('0')) fraction.remove_suffix(1);
    const auto exponent = static_cast<std::size_t>(currency->Exponent());
    if (fraction.size() > exponent) return {.fault = kDigits};
    if (whole.size() + exponent > 18) return {.fault = kSize};
    std::int64_t minor = 0;
    for (const char c : whole) minor = minor * 10 + (c - '0');
    for (std::size_t i = 0; i < exponent; ++i)
        minor = minor * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
    return {.money = core::Money(*currency, minor)};
}

std::optional<Date> ReadDate(std::string_view text) {
    if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = Parse<int>(text.substr(0, 4));
    const auto month = Parse<unsigned>(text.substr(5, 2));
    const auto day = Parse<unsigned>(text.substr(8, 2));
    if (!year || !month || !day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(*month),
                                           std::chrono::day(*day)};
    if (!date.ok()) return std::nullopt;
    return Date(date);
}

std::optional<core::Timestamp> ReadTime(std::string_view text) {
    std::string full(text);
    if (!HasOffset(text)) full += 'Z';
    // More digits than microseconds say nothing here.
    const auto point = full.find('.');
    if (point != std::string::npos) {
        auto end = full.find_first_not_of("0123456789", point + 1);
        if (end == std::string::npos) end = full.size();
        if (end - point > 7) full.erase(point + 7, end - point - 7);
    }
    // The end of a day is the beginning of the next.
    const auto midnight = full.find("T24:00:00");
    if (midnight == std::string::npos) return core::ParseRfc3339(full);
    full.replace(midnight, 3, "T00");
    const auto begin = core::ParseRfc3339(full);
    if (!begin) return std::nullopt;
    return *begin + std::chrono::days(1);
}

std::optional<std::uint64_t> ReadCount(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    const auto point = text.find('.');
    if (point != std::string_view::npos) {  // a decimal without a fraction: "12.0"
        if (text.find_first_not_of('0', point + 1) != std::string_view::npos) return std::nullopt;
        text = text.substr(0, point);
    }
    return Parse<std::uint64_t>(text);
}

std::optional<bool> ReadBool(std::string_view text) {
    if (text == "true" || text == "1") return true;
    if (text == "false" || text == "0") return false;
    return std::nullopt;
}

std::string DateText(Date date) { return core::FormatRfc3339(core::Timestamp(date)).substr(0, 10); }

bool IsPlausible(Date date) {
    const auto year = std::chrono::year_month_day(date).year();
    return year >= std::chrono::year(1900) && year <= std::chrono::year(2100);
}

}  // namespace clearway::iso20022
