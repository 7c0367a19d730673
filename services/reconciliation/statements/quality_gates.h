// SPDX-License-Identifier: Apache-2.0
// What a file of statements must satisfy before its lines are matched: its sums, that it is there
// once, that it is of an account of ours, and that no statement before it is missing. A file that
// does not is put aside with the reasons and changes nothing for the others.
#pragma once

#include <span>

#include "services/reconciliation/statements/statement_file.h"

namespace clearway::reconciliation::statements {

// Opening balance plus lines is closing balance, of each statement of the file.
void CheckSums(const matching::Book& book, StatementFile& file);

// Against files that came before: the same bytes, or a statement that one of them holds.
void CheckRepeats(std::span<const StatementFile> before, StatementFile& file);

// Of each account: numbers without a gap, pages without a gap, and each opening balance is the
// closing one before. In whatever order the files came; what follows a gap waits, all of it. A
// statement in a file that is put aside for another reason is not missing.
void CheckSequence(std::span<StatementFile> files);

}  // namespace clearway::reconciliation::statements
