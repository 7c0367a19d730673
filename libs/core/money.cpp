// SPDX-License-Identifier: Apache-2.0
#include "core/money.h"

#include <algorithm>

namespace clearway::core {
namespace {

constexpr std::size_t kDigitsMax = 18;

bool AllDigits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

Error BadValue(std::string_view field, std::string message) {
    return InvalidField(std::string(field) + ".value", std::move(message),
                        ErrorCode::kInvalidAmount);
}

}  // namespace

Result<std::int64_t> AddMinor(std::int64_t a, std::int64_t b) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) return ErrorCode::kBalanceLimit;
    return sum;
}

Result<std::int64_t> SubtractMinor(std::int64_t a, std::int64_t b) {
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(a, b, &difference)) return ErrorCode::kBalanceLimit;
    return difference;
}

Result<Money> Add(const Money& a, const Money& b) {
    if (a.GetCurrency() != b.GetCurrency()) return ErrorCode::kCurrencyMismatch;
    const auto sum = AddMinor(a.MinorUnits(), b.MinorUnits());
    if (!sum) return sum.error();
    return Money(a.GetCurrency(), *sum);
}

Result<Money> Subtract(const Money& a, const Money& b) {
    if (a.GetCurrency() != b.GetCurrency()) return ErrorCode::kCurrencyMismatch;
    const auto difference = SubtractMinor(a.MinorUnits(), b.MinorUnits());
    if (!difference) return difference.error();
    return Money(a.GetCurrency(), *difference);
}

Result<Money> ParseAmount(std::string_view currency_code, std::string_view value,
                          std::string_view field) {
    const auto currency = Currency::Parse(currency_code);
    if (!currency)
        return InvalidField(std::string(field) + ".currency",
                            "must be an ISO 4217 code in use, e.g. EUR",
                            ErrorCode::kUnknownCurrency);
    const auto point = value.find('.');
    const auto whole = value.substr(0, point);
    const auto fraction = point == std::string_view::npos ? "" : value.substr(point + 1);
    const bool bare_point = point != std::string_view::npos && fraction.empty();
    if (whole.empty() || bare_point || !AllDigits(whole) || !AllDigits(fraction))
        return BadValue(field, "must be a decimal number without sign or exponent, e.g. 12.34");
    if (whole.size() > 1 && whole.front() == '0')
        return BadValue(field, "must not have leading zeros");
    const auto exponent = static_cast<std::size_t>(currency->Exponent());
    if (fraction.size() > exponent)
        return BadValue(field, "has more fraction digits than the currency");
    if (whole.size() + exponent > kDigitsMax) return BadValue(field, "has too many digits");
    std::int64_t minor = 0;
    for (const char c : whole) minor = minor * 10 + (c - '0');
    for (std::size_t i = 0; i < exponent; ++i)
        minor = minor * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
    if (minor == 0) return BadValue(field, "must be greater than zero");
    return Money(*currency, minor);
}

std::string FormatDecimal(const Money& money) {
    const auto exponent = static_cast<std::size_t>(money.GetCurrency().Exponent());
    const bool negative = money.MinorUnits() < 0;
    // Unsigned, because the magnitude of the smallest value does not fit the signed type.
    auto magnitude = static_cast<std::uint64_t>(money.MinorUnits());
    if (negative) magnitude = 0 - magnitude;
    std::string digits = std::to_string(magnitude);
    if (digits.size() <= exponent) digits.insert(0, exponent + 1 - digits.size(), '0');
    if (exponent > 0) digits.insert(digits.size() - exponent, 1, '.');
    return negative ? "-" + digits : digits;
}

}  // namespace clearway::core
