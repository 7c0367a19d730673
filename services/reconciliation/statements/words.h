// SPDX-License-Identifier: Apache-2.0
// Where a word ends in the texts of banks.
#pragma once

#include <string_view>

namespace clearway::reconciliation::statements {

// "TOTAL 7" and "TOTAL:" begin with the word TOTAL, "TOTALENERGIES" does not. Letters outside of
// ASCII are parts of words.
inline bool BeginsWithWord(std::string_view text, std::string_view word) {
    if (!text.starts_with(word)) return false;
    if (text.size() == word.size()) return true;
    const char next = text[word.size()];
    const bool goes_on = (next >= '0' && next <= '9') || (next >= 'A' && next <= 'Z') ||
                         (next >= 'a' && next <= 'z') || static_cast<unsigned char>(next) >= 0x80;
    return !goes_on;
}

}  // namespace clearway::reconciliation::statements
