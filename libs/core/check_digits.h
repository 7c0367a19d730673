// SPDX-License-Identifier: Apache-2.0
// Check digits of account numbers, cards and identifiers.
#pragma once

#include <string_view>

namespace clearway::core {

// ISO 7064 MOD 97-10: the rest of the text as a number, letters of either case counting 10 to 35.
// 97: a character is neither letter nor digit. `rest` is that of what stands before.
unsigned Mod97(std::string_view text, unsigned rest = 0);

// ISO/IEC 7812-1, Luhn: of digits alone, the check digit among them.
bool PassesLuhn(std::string_view digits);

}  // namespace clearway::core
