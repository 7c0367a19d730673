// SPDX-License-Identifier: Apache-2.0
// What statements must satisfy before their lines are matched: their sums, that each is there once,
// and that none before it is missing. One that does not is put aside with the reasons and changes
// nothing for the others.
#pragma once

#include <span>
#include <vector>

#include "services/reconciliation/statements/statement_file.h"

namespace clearway::reconciliation::statements {

// Opening balance plus lines is closing balance, of each statement; of one in pages of each page,
// or, where all pages repeat the balances of the whole, of all pages together. Lines in another
// currency than the balances are not of them.
void CheckSums(const matching::Book& book, std::span<StatementFile> files);

// The order in which all below is decided, whatever the one of arrival: by name, then by content.
std::vector<StatementFile*> ByName(std::span<StatementFile> files);

// Statements that one before, in the order of the files, is already.
void CheckRepeats(std::span<StatementFile*> files);

// Of each account: numbers without a gap, pages without a gap and up to the last one, and each
// opening balance is the closing one before; what follows a gap waits, all of it. A statement that
// is put aside for another reason is not missing. The order of the files only orders what nothing
// else does.
void CheckSequence(std::span<StatementFile*> files);

}  // namespace clearway::reconciliation::statements
