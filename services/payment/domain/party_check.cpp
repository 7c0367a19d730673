// SPDX-License-Identifier: Apache-2.0
#include "services/payment/domain/party_check.h"

#include <algorithm>

#include "core/country.h"

namespace clearway::payment {
namespace {

struct IbanLength {
    std::string_view country;
    std::size_t length;
};

// The IBAN registry's lengths.
constexpr IbanLength kIbanLengths[] = {
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22},
    {"BH", 22}, {"BI", 27}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24},
    {"DE", 22}, {"DJ", 27}, {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18},
    {"FK", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27},
    {"GT", 28}, {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26}, {"IT", 27},
    {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20}, {"LU", 20},
    {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MN", 20}, {"MR", 27},
    {"MT", 31}, {"MU", 30}, {"NI", 28}, {"NL", 18}, {"NO", 15}, {"OM", 23}, {"PK", 24}, {"PL", 28},
    {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33}, {"SA", 24}, {"SC", 31},
    {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25}, {"SV", 28},
    {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20}, {"YE", 30},
};

static_assert(std::ranges::is_sorted(kIbanLengths, {}, &IbanLength::country));

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsUpperOrDigit(char c) { return IsDigit(c) || IsUpper(c); }

// The remainder of the number that ISO 7064 mod 97-10 makes of the text (letters are 10 to 35).
int Mod97(std::string_view text, int remainder) {
    for (const char c : text) {
        const int value = IsDigit(c) ? c - '0' : c - 'A' + 10;
        remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    }
    return remainder;
}

}  // namespace

bool IsIban(std::string_view text) {
    if (text.size() < 5 || !std::ranges::all_of(text, IsUpperOrDigit)) return false;
    const auto* row =
        std::ranges::lower_bound(kIbanLengths, text.substr(0, 2), {}, &IbanLength::country);
    if (row == std::end(kIbanLengths) || row->country != text.substr(0, 2)) return false;
    if (text.size() != row->length || !IsDigit(text[2]) || !IsDigit(text[3])) return false;
    return Mod97(text.substr(0, 4), Mod97(text.substr(4), 0)) == 1;
}

bool IsBic(std::string_view text) {
    if (text.size() != 8 && text.size() != 11) return false;
    return std::ranges::all_of(text.substr(0, 4), IsUpper) &&
           core::IsCountryCode(text.substr(4, 2)) &&
           std::ranges::all_of(text.substr(6), IsUpperOrDigit);
}

}  // namespace clearway::payment
