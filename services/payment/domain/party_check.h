// SPDX-License-Identifier: Apache-2.0
// Shape checks of bank identifiers: IBAN (ISO 13616: country's length and mod-97 check digits) and
// BIC (ISO 9362). They look at the text only; whether the account exists is the rail's business.
#pragma once

#include <string_view>

namespace clearway::payment {

// Upper-case electronic form without blanks.
bool IsIban(std::string_view text);
// 8 or 11 characters: four letters, a country of ISO 3166, location, optional branch.
bool IsBic(std::string_view text);

}  // namespace clearway::payment
