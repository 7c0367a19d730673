// SPDX-License-Identifier: Apache-2.0
#include "core/bic.h"

#include <algorithm>

#include "core/country.h"

namespace clearway::core {
namespace {

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsUpperOrDigit(char c) { return IsUpper(c) || (c >= '0' && c <= '9'); }

}  // namespace

bool IsBic(std::string_view text) {
    if (text.size() != 8 && text.size() != 11) return false;
    return std::ranges::all_of(text.substr(0, 4), IsUpper) && IsCountryCode(text.substr(4, 2)) &&
           std::ranges::all_of(text.substr(6), IsUpperOrDigit);
}

}  // namespace clearway::core
