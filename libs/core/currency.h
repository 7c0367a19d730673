// SPDX-License-Identifier: Apache-2.0
// Currencies of ISO 4217 (list one, codes in use), with the number of their minor unit's digits.
// Metals, funds' test codes and codes without a minor unit (XAU, XTS, XXX, ...) cannot be paid in.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace clearway::core {

class Currency {
public:
    // Only an upper-case code of the list.
    static std::optional<Currency> Parse(std::string_view code);

    std::string_view Code() const { return {code_.data(), code_.size()}; }
    int Exponent() const { return exponent_; }  // EUR 2, JPY 0, BHD 3, CLF 4

    friend auto operator<=>(const Currency&, const Currency&) = default;

private:
    Currency(std::array<char, 3> code, std::int8_t exponent) : code_(code), exponent_(exponent) {}

    std::array<char, 3> code_;
    std::int8_t exponent_;
};

struct CurrencyRow {
    std::string_view code;
    std::int8_t exponent;
};

// The whole list, sorted by code.
std::span<const CurrencyRow> AllCurrencies();

}  // namespace clearway::core
