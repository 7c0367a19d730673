// SPDX-License-Identifier: Apache-2.0
// The list of the United Kingdom as comma-separated text: ConList.csv of the Treasury, and the UK
// Sanctions List, which took its place in January 2026 with other names for the same columns. A row
// is a name; rows of one group are one entry.
#pragma once

#include <string>

#include "core/result.h"
#include "services/compliance/lists_import/import_report.h"

namespace clearway::compliance {

// Errors: kUnavailable with the file, the line and the reason.
core::Result<ImportedList> ReadUkCsv(const std::string& path, const ShowProgress& show);

}  // namespace clearway::compliance
