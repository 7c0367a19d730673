// SPDX-License-Identifier: Apache-2.0
// Statements (camt.053) and notifications (camt.054) of ISO 20022, over the library that validates
// them. An entry that tells of its transactions, each with its amount, is as many lines.
#pragma once

#include "services/reconciliation/statements/statement_file.h"

namespace clearway::reconciliation::statements {

bool LooksLikeXml(std::string_view text);

void ReadCamt(const FileText& text, matching::Book& book, StatementFile& file,
              const ReadWatch& watch);

}  // namespace clearway::reconciliation::statements
