// SPDX-License-Identifier: Apache-2.0
// The length of a text as people count it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace clearway::compliance {

// Of UTF-8 text: bytes that do not continue a character.
inline std::size_t Characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace clearway::compliance
