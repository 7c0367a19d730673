// SPDX-License-Identifier: Apache-2.0
// Business identifier codes (ISO 9362), which name banks.
#pragma once

#include <string_view>

namespace clearway::core {

// 8 or 11 characters: four letters, a country of ISO 3166, location, optional branch; upper case.
bool IsBic(std::string_view text);

}  // namespace clearway::core
