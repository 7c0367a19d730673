// SPDX-License-Identifier: Apache-2.0
// Statements as CSV, in the form that a mapping of the rules file describes, or, without one, in
// any that names its columns well known names. A file may hold lines of several accounts: each
// account and currency is a statement of its own.
#pragma once

#include <span>

#include "services/reconciliation/matching/csv_mapping.h"
#include "services/reconciliation/statements/statement_file.h"

namespace clearway::reconciliation::statements {

// The first of the mappings all of whose columns the file has is taken. `currency`: of a file that
// names none; empty: such a file is refused.
void ReadCsvStatement(const FileText& text, std::span<const matching::CsvMapping> mappings,
                      const std::string& currency, matching::Book& book, StatementFile& file,
                      const ReadWatch& watch);

}  // namespace clearway::reconciliation::statements
