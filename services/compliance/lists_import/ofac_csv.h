// SPDX-License-Identifier: Apache-2.0
// The list of the US Treasury as a folder of four comma-separated files; the addresses may be
// missing.
#pragma once

#include <string>

#include "core/result.h"
#include "services/compliance/domain/list/sanctions_list.h"

namespace clearway::compliance {

// Errors: kUnavailable with the file, the row and the reason.
core::Result<SanctionsList> ReadOfacCsv(const std::string& folder);

}  // namespace clearway::compliance
