// SPDX-License-Identifier: Apache-2.0
// Names that many people bear. A list of a few thousand people cannot tell how common a name is in
// the world; these tables can.
#pragma once

#include <string_view>

namespace clearway::compliance {

bool IsCommonName(std::string_view word);

}  // namespace clearway::compliance
