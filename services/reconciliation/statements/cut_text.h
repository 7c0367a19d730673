// SPDX-License-Identifier: Apache-2.0
// Texts of a file as a book keeps them.
#pragma once

#include <string_view>

namespace clearway::reconciliation::statements {

// At most so many bytes of a text are kept and compared: a page of prose, and far less than what a
// pool takes.
inline constexpr std::size_t kTextMax = 4'096;

// The text's beginning, cut between two letters of UTF-8.
inline std::string_view CutText(std::string_view text) {
    if (text.size() <= kTextMax) return text;
    auto length = kTextMax;
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) --length;
    return text.substr(0, length);
}

}  // namespace clearway::reconciliation::statements
