// SPDX-License-Identifier: Apache-2.0
// Statements as SWIFT MT940, one or several in a file, strictly: a field that does not belong there
// or is not understood is a fault of the file.
#pragma once

#include "services/reconciliation/statements/statement_file.h"

namespace clearway::reconciliation::statements {

bool LooksLikeMt940(std::string_view text);

void ReadMt940(const FileText& text, matching::Book& book, StatementFile& file,
               const ReadWatch& watch);

}  // namespace clearway::reconciliation::statements
