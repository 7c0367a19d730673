// SPDX-License-Identifier: Apache-2.0
// A list of one's own: a comma-separated file whose first line names its columns, in any order: id,
// type and name, and as far as known aliases (with ';' between them), birth_date, country and
// programme.
#pragma once

#include <string>

#include "core/result.h"
#include "services/compliance/lists_import/import_report.h"

namespace clearway::compliance {

// Errors: kUnavailable with the file, the line and the reason; so is a column that is not known.
core::Result<ImportedList> ReadOwnCsv(const std::string& path, const ShowProgress& show);

}  // namespace clearway::compliance
