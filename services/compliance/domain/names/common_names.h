// SPDX-License-Identifier: Apache-2.0
// Names that many people bear, and words that many companies have in their names. A list of a few
// thousand cannot tell how common a name is in the world; these tables can.
#pragma once

#include <string_view>

namespace clearway::compliance {

bool IsCommonName(std::string_view word);

bool IsBusinessWord(std::string_view word);

}  // namespace clearway::compliance
