// SPDX-License-Identifier: Apache-2.0
// Amounts as banks and books write them, in minor units of a currency that is named by its place in
// the list of ISO 4217: two bytes a row instead of a code.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace clearway::reconciliation::matching {

using CurrencyIndex = std::uint16_t;  // in core::AllCurrencies(), which is sorted by code

std::optional<CurrencyIndex> FindCurrency(std::string_view code);
std::string_view CodeOf(CurrencyIndex currency);
bool IsEuro(CurrencyIndex currency);

struct AmountForm {
    char decimal = '.';
    char thousands = '\0';  // before each three digits; none
};

// "12.34", "-12.34", "+12", "12.34-"; zeros past the currency's digits are let pass, other digits
// are not. nullopt: no amount of this currency, or one that 18 digits do not hold.
std::optional<std::int64_t> ParseAmount(std::string_view text, CurrencyIndex currency,
                                        AmountForm form = {});

std::string FormatAmount(std::int64_t minor, CurrencyIndex currency);

}  // namespace clearway::reconciliation::matching
