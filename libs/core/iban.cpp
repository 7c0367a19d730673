// SPDX-License-Identifier: Apache-2.0
#include "core/iban.h"

#include <algorithm>
#include <array>

#include "core/check_digits.h"

namespace clearway::core {
namespace {

struct IbanCountry {
    std::string_view code;
    std::size_t length;
};

constexpr IbanCountry kCountries[] = {
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22},
    {"BH", 22}, {"BI", 27}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24},
    {"DE", 22}, {"DJ", 27}, {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18},
    {"FK", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27},
    {"GT", 28}, {"HN", 28}, {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26},
    {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20},
    {"LU", 20}, {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MN", 20},
    {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NI", 28}, {"NL", 18}, {"NO", 15}, {"OM", 23}, {"PK", 24},
    {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33}, {"SA", 24},
    {"SC", 31}, {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25},
    {"SV", 28}, {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20},
    {"YE", 30},
};
static_assert(std::ranges::is_sorted(kCountries, {}, &IbanCountry::code), "bisected");

constexpr char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

}  // namespace

std::size_t IbanLength(std::string_view country) {
    if (country.size() != 2) return 0;
    const std::array<char, 2> upper{Upper(country[0]), Upper(country[1])};
    const std::string_view code(upper.data(), upper.size());
    const auto* found = std::ranges::lower_bound(kCountries, code, {}, &IbanCountry::code);
    return found != std::end(kCountries) && found->code == code ? found->length : 0;
}

bool HasIbanCheckDigits(std::string_view iban) {
    if (iban.size() < 5) return false;
    const auto body = Mod97(iban.substr(4));
    return body < 97 && Mod97(iban.substr(0, 4), body) == 1;
}

bool IsIban(std::string_view text) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
    return text.size() >= 5 && IbanLength(text.substr(0, 2)) == text.size() && is_digit(text[2]) &&
           is_digit(text[3]) && std::ranges::none_of(text, is_lower) && HasIbanCheckDigits(text);
}

}  // namespace clearway::core
