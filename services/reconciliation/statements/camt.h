// SPDX-License-Identifier: Apache-2.0
// Statements (camt.053) and notifications (camt.054) of ISO 20022, over the library that validates
// them. An entry that tells of its transactions, each with its amount, is as many lines.
//
// A document that is broken counts for nothing. Of a whole one a statement is put aside when an
// amount, a day, a count or a sum of it is wrong; what is odd in a name, an account or a BIC of
// somebody is noted, and taken as it stands.
#pragma once

#include "services/reconciliation/statements/statement_file.h"

namespace clearway::reconciliation::statements {

bool LooksLikeXml(std::string_view text);

void ReadCamt(const FileText& text, matching::Book& book, StatementFile& file,
              const ReadWatch& watch);

}  // namespace clearway::reconciliation::statements
