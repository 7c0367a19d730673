// SPDX-License-Identifier: Apache-2.0
// Money: a signed 64-bit count of minor units in one currency. Every operation is checked; nothing
// here rounds. One parser reads amounts, one function writes them.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/currency.h"
#include "core/result.h"

namespace clearway::core {

class Money {
public:
    Money(Currency currency, std::int64_t minor_units)
        : currency_(currency), minor_units_(minor_units) {}

    const Currency& GetCurrency() const { return currency_; }
    std::int64_t MinorUnits() const { return minor_units_; }
    bool IsPositive() const { return minor_units_ > 0; }

    friend bool operator==(const Money&, const Money&) = default;

private:
    Currency currency_;
    std::int64_t minor_units_;
};

// Errors: kCurrencyMismatch, kBalanceLimit (64 bits do not hold the sum).
Result<Money> Add(const Money& a, const Money& b);
Result<Money> Subtract(const Money& a, const Money& b);

// Plain checked sums for balances whose currency is known.
// Errors: kBalanceLimit.
Result<std::int64_t> AddMinor(std::int64_t a, std::int64_t b);
Result<std::int64_t> SubtractMinor(std::int64_t a, std::int64_t b);

// Reads a positive amount as partners write it ("12.34"): digits with at most the currency's
// fraction digits, at most 18 digits in all, no sign, exponent, blank or leading zeros.
// Errors: kUnknownCurrency, kInvalidAmount, with `field` ("amount") as the field's prefix.
Result<Money> ParseAmount(std::string_view currency, std::string_view value,
                          std::string_view field);

// Decimal text with exactly the currency's fraction digits; negative for a negative balance.
std::string FormatDecimal(const Money& money);

}  // namespace clearway::core
