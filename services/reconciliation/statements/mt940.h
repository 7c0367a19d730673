// SPDX-License-Identifier: Apache-2.0
// Statements as SWIFT MT940, one or several in a file. A balance or a line that is not understood
// puts its statement aside, and no other. What says no amount and no day may be as it likes: other
// fields, lines around messages, references of any length or none, lines of nothing.
#pragma once

#include "services/reconciliation/statements/statement_file.h"

namespace clearway::reconciliation::statements {

bool LooksLikeMt940(std::string_view text);

void ReadMt940(const FileText& text, matching::Book& book, StatementFile& file,
               const ReadWatch& watch);

}  // namespace clearway::reconciliation::statements
