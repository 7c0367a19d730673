// SPDX-License-Identifier: Apache-2.0
#include "core/check_digits.h"

namespace clearway::core {

unsigned Mod97(std::string_view text, unsigned rest) {
    constexpr unsigned kNoValue = 97;
    for (const char c : text) {
        const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (upper >= '0' && upper <= '9')
            rest = (rest * 10 + static_cast<unsigned>(upper - '0')) % 97;
        else if (upper >= 'A' && upper <= 'Z')
            rest = (rest * 100 + static_cast<unsigned>(upper - 'A') + 10) % 97;
        else
            return kNoValue;
    }
    return rest;
}

bool PassesLuhn(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const int digit = digits[digits.size() - 1 - i] - '0';
        const int weighed = i % 2 == 0 ? digit : digit * 2;
        sum += weighed > 9 ? weighed - 9 : weighed;
    }
    return sum % 10 == 0;
}

}  // namespace clearway::core
