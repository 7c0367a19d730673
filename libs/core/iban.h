// SPDX-License-Identifier: Apache-2.0
// International bank account numbers (ISO 13616): letters of either case and digits, no blanks.
#pragma once

#include <cstddef>
#include <string_view>

namespace clearway::core {

// Characters of an IBAN of the country (two letters) by the registry that SWIFT keeps; 0: it has
// none.
std::size_t IbanLength(std::string_view country);

// Check digits by ISO 7064 MOD 97-10, whatever the country and its length. False for less than five
// characters, and for others than letters and digits.
bool HasIbanCheckDigits(std::string_view iban);

// In upper case, with the length of a country of the registry and right check digits. It looks at
// the text only; whether the account exists is the rail's business.
bool IsIban(std::string_view text);

}  // namespace clearway::core
