// SPDX-License-Identifier: Apache-2.0
// A list as bytes to be kept, and back. The same list always has the same bytes, so their digest
// names the content; bytes that are not whole are refused, because a part of a list clears whom it
// lacks.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "services/compliance/domain/list/sanctions_list.h"

namespace clearway::compliance {

std::string PackList(const SanctionsList& list);

// Errors: kUnavailable for what PackList() did not write.
core::Result<SanctionsList> UnpackList(std::string_view bytes);

}  // namespace clearway::compliance
