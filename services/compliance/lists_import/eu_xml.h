// SPDX-License-Identifier: Apache-2.0
// The consolidated list of the European Union, version 1.1 of its XML.
#pragma once

#include <string>

#include "core/result.h"
#include "services/compliance/lists_import/import_report.h"

namespace clearway::compliance {

// Errors: kUnavailable with the file, the line and the reason.
core::Result<ImportedList> ReadEuXml(const std::string& path, const ShowProgress& show);

}  // namespace clearway::compliance
