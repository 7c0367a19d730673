// SPDX-License-Identifier: Apache-2.0
// Says what a file is that is not what it was said to be: swapped lists are the usual mistake.
#pragma once

#include <string>
#include <string_view>

namespace clearway::compliance {

// By the first bytes: "un-xml", "a web page"; empty: nobody knows.
std::string_view Recognise(std::string_view head);

// " (it looks like un-xml)", or empty when nobody knows.
std::string LooksLike(std::string_view head);

// As much as Recognise needs.
inline constexpr std::size_t kHeadBytes = 2048;

}  // namespace clearway::compliance
