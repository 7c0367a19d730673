// SPDX-License-Identifier: Apache-2.0
// The list of the US Treasury as a folder of four comma-separated files, each plain or packed; the
// addresses may be missing. The files point at each other, so any fault refuses the list whole.
#pragma once

#include <string>

#include "core/result.h"
#include "services/compliance/lists_import/import_report.h"

namespace clearway::compliance {

// Errors: kUnavailable with the file, the row and the reason.
core::Result<ImportedList> ReadOfacCsv(const std::string& folder, const ShowProgress& show);

}  // namespace clearway::compliance
