// SPDX-License-Identifier: Apache-2.0
#include "iso20022/rules/field_rules.h"

#include <algorithm>

#include "core/check_digits.h"
#include "core/country.h"
#include "core/currency.h"
#include "core/iban.h"

namespace clearway::iso20022 {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsUpperOrDigit(char c) { return IsUpper(c) || IsDigit(c); }

}  // namespace

std::optional<FieldFault> CheckIban(std::string_view iban) {
    constexpr FieldFault kDigits{"iban_check_digits", "the check digits of the IBAN are wrong"};
    if (iban.size() < 5 || iban.size() > 34)
        return FieldFault{"iban_length", "an IBAN has 5 to 34 characters"};
    const auto length = core::IbanLength(iban.substr(0, 2));
    if (length != 0 && length != iban.size())
        return FieldFault{"iban_length", "IBANs of this country have another length"};
    if (!core::HasIbanCheckDigits(iban)) return kDigits;
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
    if (lei.size() == 20 && core::Mod97(lei) == 1) return std::nullopt;
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
