// SPDX-License-Identifier: Apache-2.0
#include "iso20022/model/decimal.h"

namespace clearway::iso20022 {
namespace {

constexpr int kFractionDigits = 17;
constexpr int kDigitsMax = 18;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<Decimal> Decimal::Parse(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    const auto point = text.find('.');
    auto whole = text.substr(0, point);
    auto fraction = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
    if (whole.empty() && fraction.empty()) return std::nullopt;
    while (whole.starts_with('0')) whole.remove_prefix(1);
    while (fraction.ends_with('0')) fraction.remove_suffix(1);
    if (whole.size() + fraction.size() > kDigitsMax || fraction.size() > kFractionDigits)
        return std::nullopt;
    Decimal number;
    for (const auto part : {whole, fraction})
        for (const char c : part) {
            if (!IsDigit(c)) return std::nullopt;
            number.units_ = number.units_ * 10 + (c - '0');
        }
    for (auto i = fraction.size(); i < kFractionDigits; ++i) number.units_ *= 10;
    if (negative) number.units_ = -number.units_;
    return number;
}

Decimal Decimal::Of(const core::Money& money) {
    Decimal number;
    number.units_ = money.MinorUnits();
    for (int i = money.GetCurrency().Exponent(); i < kFractionDigits; ++i) number.units_ *= 10;
    return number;
}

bool Decimal::Add(const Decimal& other) {
    Units sum = 0;
    if (__builtin_add_overflow(units_, other.units_, &sum)) return false;
    units_ = sum;
    return true;
}

// 128 bits have room: what is read has 18 digits, and sums of amounts are not below zero.
Decimal Decimal::Negated() const {
    Decimal number;
    number.units_ = -units_;
    return number;
}

std::string Decimal::ToString() const {
    const bool negative = units_ < 0;
    Units rest = negative ? -units_ : units_;
    std::string digits;
    for (; rest > 0 || digits.size() <= kFractionDigits; rest /= 10)
        digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(rest % 10)));
    digits.insert(digits.size() - kFractionDigits, 1, '.');
    while (digits.ends_with('0')) digits.pop_back();
    if (digits.ends_with('.')) digits.pop_back();
    return negative ? "-" + digits : digits;
}

}  // namespace clearway::iso20022
