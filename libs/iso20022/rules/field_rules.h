// SPDX-License-Identifier: Apache-2.0
// What one field must be beside its schema: pure functions of its text. Schemas ask for forms;
// these know the lists and check digits behind the forms.
#pragma once

#include <optional>
#include <string_view>

#include "iso20022/rules/finding.h"

namespace clearway::iso20022 {

struct FieldFault {
    std::string_view code;
    std::string_view message;
    Severity severity = Severity::kError;
};

// ISO 13616: the length of its country, check digits.
std::optional<FieldFault> CheckIban(std::string_view iban);
// ISO 9362: its form, and a country of ISO 3166. Digits among the first four are taken, as since
// 2014 by the standard and since 2019 by the schemas; core::IsBic wants letters, as in all codes
// that were given out.
std::optional<FieldFault> CheckBic(std::string_view bic);
// A UUID of version 4 in lower case.
std::optional<FieldFault> CheckUetr(std::string_view uetr);
// ISO 17442: check digits.
std::optional<FieldFault> CheckLei(std::string_view lei);
// ISO 4217, codes in use.
std::optional<FieldFault> CheckCurrency(std::string_view code);
// ISO 3166. Banks write codes that are reserved only (UK): a warning.
std::optional<FieldFault> CheckCountry(std::string_view code);

// The characters that SEPA and CBPR+ pass on: a-z A-Z 0-9 / - ? : ( ) . , ' + and the blank.
bool IsOfPlainSet(std::string_view text);

}  // namespace clearway::iso20022
