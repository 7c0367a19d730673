// SPDX-License-Identifier: Apache-2.0
// The list of the US Treasury as one XML document, SDN.XML (not the advanced form).
#pragma once

#include <string>

#include "core/result.h"
#include "services/compliance/lists_import/import_report.h"

namespace clearway::compliance {

// Errors: kUnavailable with the file, the line and the reason.
core::Result<ImportedList> ReadOfacXml(const std::string& path, const ShowProgress& show);

}  // namespace clearway::compliance
