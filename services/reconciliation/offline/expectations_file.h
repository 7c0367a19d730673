// SPDX-License-Identifier: Apache-2.0
// Reads what was expected from a table (CSV, plain or gzip) into a book. Which names its columns
// may have is in docs/reconciliation_rules.md.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "services/reconciliation/matching/book.h"
#include "services/reconciliation/statements/statement_file.h"

namespace clearway::reconciliation {

// Says the file, and each line and column with what is wrong there; the first twenty.
class BadExpectations : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Answers what is odd and was let pass. Throws BadExpectations; one row with a fault, and nothing
// is matched.
std::vector<std::string> ReadExpectations(const std::string& path, matching::Book& book,
                                          const statements::ReadWatch& watch);

// The only currency of the expectations; empty: they have several, or there are none.
std::string OnlyCurrency(const matching::Book& book);

// Where one side names no account at all, it means the one account of the other side; a German
// bank's number with an account is the IBAN that the other side names. Answers what is odd: the two
// sides have no account in common. Throws BadExpectations when one account is meant and there are
// several.
std::vector<std::string> UniteAccounts(matching::Book& book);

}  // namespace clearway::reconciliation
