// SPDX-License-Identifier: Apache-2.0
// The outcome of an import for a person and for a program.
#pragma once

#include <optional>
#include <string>

#include "services/compliance/domain/list/list_delta.h"
#include "services/compliance/domain/list/list_version.h"
#include "services/compliance/lists_import/import_report.h"

namespace clearway::compliance {

struct StoredImport {
    ListVersion version;
    bool known = false;  // the same was stored before
};

struct ImportOutcome {
    std::string refused;  // why; empty: the list may be used
    std::optional<ImportReport> report;
    std::optional<ListDelta> delta;
    std::optional<StoredImport> stored = {};
};

// Shows the first few of long rows, and how many there are.
std::string ImportText(const ImportOutcome& outcome);

// One line. Entries that are refused or noted are all in it; of the delta all ids.
std::string ImportJson(const ImportOutcome& outcome);

// All that was read, refused and noted, for the database.
std::string ReportJson(const ImportReport& report);

}  // namespace clearway::compliance
