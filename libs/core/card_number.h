// SPDX-License-Identifier: Apache-2.0
// Numbers of payment cards (ISO/IEC 7812): digits alone.
#pragma once

#include <string_view>

namespace clearway::core {

// Whether a card scheme gives numbers that begin so and are so long, and the check digit is right.
// Check digits alone take a tenth of all numbers of that length.
bool IsCardNumber(std::string_view digits);

}  // namespace clearway::core
