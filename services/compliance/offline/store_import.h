// SPDX-License-Identifier: Apache-2.0
// Keeps a list that was imported in the service's database, for operators to make active. All of it
// or nothing; it never makes a list active.
#pragma once

#include <string>

#include "services/compliance/lists_import/import_report.h"
#include "services/compliance/offline/import_text.h"

namespace clearway::compliance {

struct ImportOrder {
    std::string database_url;
    std::string source;  // see ListFormat
    std::string date;    // where the list says none; may be empty
    std::string imported_by;
    bool accept_shrink = false;
};

// Compares the list with the active one of its source and stores it, unless half of the entries are
// gone. What is stored already stays as it is. Throws what the database throws.
void StoreImport(const ImportOrder& order, ImportedList imported, ImportOutcome& outcome);

// Why a list is not taken that lost too much.
std::string ShrinkRefusal(const ListDelta& delta);

}  // namespace clearway::compliance
