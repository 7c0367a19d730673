// SPDX-License-Identifier: Apache-2.0
#include "iso20022/rules/field_rules.h"

#include <algorithm>

#include "core/country.h"
#include "core/currency.h"

namespace clearway::iso20022 {
namespace {

struct IbanLength {
    std::string_view country;
    std::size_t length;
};

// The registry of ISO 13616 that SWIFT keeps.
constexpr IbanLength kIbanLengths[] = {
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

static_assert(std::ranges::is_sorted(kIbanLengths, {}, &IbanLength::country), "bisected");

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsUpperOrDigit(char c) { return IsUpper(c) || IsDigit(c); }

// ISO 7064 MOD 97-10 of the characters, letters as 10 to 35. 97: a character that has no value.
unsigned Mod97(std::string_view text, unsigned rest = 0) {
    for (const char c : text) {
        const char upper = IsLower(c) ? static_cast<char>(c - 'a' + 'A') : c;
        if (IsDigit(upper)) {
            rest = (rest * 10 + static_cast<unsigned>(upper - '0')) % 97;
        } else if (IsUpper(upper)) {
            rest = (rest * 100 + static_cast<unsigned>(upper - 'A') + 10) % 97;
        } else {
            return 97;
        }
    }
    return rest;
}

}  // namespace

std::optional<FieldFault> CheckIban(std::string_view iban) {
    constexpr FieldFault kDigits{"iban_check_digits", "the check digits of the IBAN are wrong"};
    if (iban.size() < 5 || iban.size() > 34)
        return FieldFault{"iban_length", "an IBAN has 5 to 34 characters"};
    const auto country = iban.substr(0, 2);
    const auto* row = std::ranges::lower_bound(kIbanLengths, country, {}, &IbanLength::country);
    if (row != std::end(kIbanLengths) && row->country == country && row->length != iban.size())
        return FieldFault{"iban_length", "IBANs of this country have another length"};
    const auto body = Mod97(iban.substr(4));
    if (body == 97 || Mod97(iban.substr(0, 4), body) != 1) return kDigits;
    return std::nullopt;
}

std::optional<FieldFault> CheckBic(std::string_view bic) {
    const bool formed =
        (bic.size() == 8 || bic.size() == 11) && std::ranges::all_of(bic, IsUpperOrDigit);
    if (!formed) return FieldFault{"bic_form", "a BIC has 8 or 11 letters and digits"};
    if (!core::IsCountryCode(bic.substr(4, 2)))
        return FieldFault{"bic_country", "the country in the BIC is none of ISO 3166"};
    return std::nullopt;
}

std::optional<FieldFault> CheckUetr(std::string_view uetr) {
    constexpr FieldFault kForm{"uetr_form", "a UETR is a UUID of version 4 in lower case"};
    if (uetr.size() != 36) return kForm;
    for (std::size_t i = 0; i < uetr.size(); ++i) {
        const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
        const char c = uetr[i];
        if (hyphen ? c != '-' : !(IsDigit(c) || (c >= 'a' && c <= 'f'))) return kForm;
    }
    if (uetr[14] != '4' || std::string_view("89ab").find(uetr[19]) == std::string_view::npos)
        return kForm;
    return std::nullopt;
}

std::optional<FieldFault> CheckLei(std::string_view lei) {
    if (lei.size() == 20 && Mod97(lei) == 1) return std::nullopt;
    return FieldFault{"lei_check_digits", "the check digits of the LEI are wrong",
                      Severity::kWarning};
}

std::optional<FieldFault> CheckCurrency(std::string_view code) {
    if (core::Currency::Parse(code)) return std::nullopt;
    return FieldFault{"unknown_currency", "the currency is none of ISO 4217 in use"};
}

std::optional<FieldFault> CheckCountry(std::string_view code) {
    if (core::IsCountryCode(code)) return std::nullopt;
    return FieldFault{"unknown_country", "the country is none of ISO 3166", Severity::kWarning};
}

bool IsOfPlainSet(std::string_view text) {
    constexpr std::string_view kSigns = "/-?:().,'+ ";
    return std::ranges::all_of(text, [&](char c) {
        return IsUpperOrDigit(c) || IsLower(c) || kSigns.find(c) != std::string_view::npos;
    });
}

}  // namespace clearway::iso20022
