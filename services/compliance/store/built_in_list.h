// SPDX-License-Identifier: Apache-2.0
// The bytes of lists/ofac_sdn/*.csv.gz, linked into the program so that it needs no path. Packed.
#pragma once

#include <string_view>

namespace clearway::compliance {

std::string_view BuiltInSdn();
std::string_view BuiltInAlt();
std::string_view BuiltInComments();

}  // namespace clearway::compliance
