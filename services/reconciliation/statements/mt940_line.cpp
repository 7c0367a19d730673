// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/mt940_line.h"

#include <algorithm>
#include <array>

namespace clearway::reconciliation::statements {
namespace {

using matching::Day;

constexpr matching::AmountForm kSwiftAmount{.decimal = ','};
// Stand where a reference should, which :86: tells.
constexpr std::array<std::string_view, 4> kToldBelow{"EREF", "KREF", "PREF", "MARF"};
constexpr Day kHalfYear = 183;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }

std::string_view Take(std::string_view& text, std::size_t count) {
    const auto taken = text.substr(0, count);
    text.remove_prefix(taken.size());
    return taken;
}

// Digits and one comma, which some leave out of whole units: "1234,", "0,5", "7".
std::string_view TakeAmount(std::string_view& text) {
    std::size_t length = 0;
    while (length < text.size() && (IsDigit(text[length]) || text[length] == ',')) ++length;
    return Take(text, length);
}

std::optional<std::int64_t> AmountOf(std::string_view text, matching::CurrencyIndex currency) {
    if (!IsDigit(text.front())) return std::nullopt;
    return matching::ParseAmount(text, currency, kSwiftAmount);
}

// Interest is settled on the 30th of each month, of February too: that is the month's last day.
std::optional<Day> DayWithin(std::string text, std::string_view form) {
    constexpr std::array<std::string_view, 4> kShorter{"31", "30", "29", "28"};
    auto day = matching::ParseDay(text, form);
    const auto* shorter = std::ranges::find(
        kShorter,
        std::string_view(text).substr(text.size() - std::min<std::size_t>(2, text.size())));
    while (!day && shorter != kShorter.end()) {
        text.replace(text.size() - 2, 2, *shorter++);
        day = matching::ParseDay(text, form);
    }
    return day;
}

// MMDD in the year that brings it nearest to the value date: booked on 2 January for 31 December.
std::optional<Day> EntryDay(std::string_view text, Day value_day) {
    std::optional<Day> nearest;
    const auto year = std::stoi(matching::FormatDay(value_day).substr(0, 4));
    for (const int candidate : {year - 1, year, year + 1}) {
        const auto day = DayWithin(std::to_string(candidate) + std::string(text), "YYYYMMDD");
        if (day && (!nearest || std::abs(*day - value_day) < std::abs(*nearest - value_day)))
            nearest = day;
    }
    if (nearest && std::abs(*nearest - value_day) > kHalfYear) return std::nullopt;
    return nearest;
}

// Blanks at the end of a line are no part of a value.
std::string_view FirstLine(std::string_view value) {
    value = value.substr(0, value.find('\n'));
    while (value.ends_with(' ')) value.remove_suffix(1);
    return value;
}

struct Mark {
    int sign = 1;
    bool reversal = false;
};

// C, D, RC (a credit is taken back), RD.
std::optional<Mark> TakeMark(std::string_view& text) {
    Mark mark;
    if (text.starts_with('R')) {
        mark.reversal = true;
        text.remove_prefix(1);
    }
    if (!text.starts_with('C') && !text.starts_with('D')) return std::nullopt;
    mark.sign = (text.front() == 'C') != mark.reversal ? 1 : -1;
    text.remove_prefix(1);
    return mark;
}

// "NTRF", "N654": a letter and three more; empty: there is none.
std::string_view TakeCode(std::string_view& text) {
    const auto is_code = [](char c) { return IsUpper(c) || IsDigit(c); };
    const bool there = text.size() >= 4 && IsUpper(text.front()) &&
                       std::ranges::all_of(text.substr(0, 4), is_code);
    return there ? Take(text, 4) : std::string_view();
}

}  // namespace

std::string ReadMt940Balance(std::string_view value,
                             std::optional<matching::CurrencyIndex> currency,
                             Mt940Balance& balance) {
    value = FirstLine(value);
    const auto mark = Take(value, 1);
    if (mark != "C" && mark != "D") return "must begin with C or D";
    const auto day_text = Take(value, 6);
    if (day_text.size() < 6 || !std::ranges::all_of(day_text, IsDigit))
        return "must have a date, YYMMDD";
    if (value.empty() || !IsDigit(value.front())) currency = matching::FindCurrency(Take(value, 3));
    if (!currency) return "must have a currency of ISO 4217";
    const auto amount = value.empty() ? std::nullopt : AmountOf(value, *currency);
    if (!amount || *amount < 0)
        return "must have an amount with a comma and the decimals of the currency";
    balance = {.day = matching::ParseDay(day_text, "YYMMDD"),
               .currency = *currency,
               .amount = mark == "C" ? *amount : -*amount};
    return {};
}

std::string ReadMt940Line(std::string_view value, matching::CurrencyIndex currency,
                          Mt940Line& line) {
    const auto line_end = value.find('\n');
    line.details = line_end == std::string_view::npos ? "" : value.substr(line_end + 1);
    value = FirstLine(value);
    const auto day = DayWithin(std::string(Take(value, 6)), "YYMMDD");
    if (!day) return "must begin with a value date, YYMMDD";
    line.value_day = line.booked_day = *day;
    if (value.size() > 4 && IsDigit(value.front())) {
        const auto entry = EntryDay(Take(value, 4), *day);
        if (!entry) return "must have an entry date, MMDD";
        line.booked_day = *entry;
    }
    const auto mark = TakeMark(value);
    if (!mark) return "must have a mark, C, D, RC or RD";
    if (!value.empty() && IsUpper(value.front())) value.remove_prefix(1);  // funds code
    const auto amount = TakeAmount(value);
    const bool whole = !amount.empty() && !value.starts_with('.');
    const auto minor = whole ? AmountOf(amount, currency) : std::nullopt;
    if (!minor) return "must have an amount with a comma and the decimals of the currency";
    line.amount = mark->sign * *minor;
    line.reversal = mark->reversal;
    line.code = TakeCode(value);
    const auto slashes = value.find("//");
    line.customer_reference = value.substr(0, slashes);
    line.bank_reference = slashes == std::string_view::npos ? "" : value.substr(slashes + 2);
    if (std::ranges::find(kToldBelow, line.customer_reference) != kToldBelow.end())
        line.customer_reference.clear();
    return {};
}

}  // namespace clearway::reconciliation::statements
