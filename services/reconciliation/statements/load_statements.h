// SPDX-License-Identifier: Apache-2.0
// Loads files of statements into a book: each is recognised, read, and held to the quality gates.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "services/reconciliation/matching/csv_mapping.h"
#include "services/reconciliation/statements/statement_file.h"

namespace clearway::reconciliation::statements {

// Accounts of ours, as statements write them, to the names that expectations use.
using OwnAccounts = std::map<std::string, std::string, std::less<>>;

struct LoadOptions {
    std::span<const matching::CsvMapping> mappings = {};
    std::optional<OwnAccounts> accounts = {};  // none: every account is ours
    bool allow_gaps = false;
    std::string currency = {};  // of tables that name none
};

// One file, judged by itself: recognised, read, its sums checked, its accounts ours. Lines of what
// is put aside are in the book all the same; those of pages that stand in other files are not seen.
StatementFile LoadStatement(const FileText& text, const LoadOptions& options, matching::Book& book,
                            const ReadWatch& watch = {});

// What the files are, in their order; files and statements with faults left nothing in the book. Of
// files with the same bytes the first counts; of statements that are the same in other bytes, the
// one whose file's name comes first.
std::vector<StatementFile> LoadStatements(std::span<const std::string> paths,
                                          const LoadOptions& options, matching::Book& book,
                                          const ReadWatch& watch = {});

// "account" or "account,name" a line; an account without a name keeps its own.
// Throws std::runtime_error with the file, the line and the fault.
OwnAccounts ReadOwnAccounts(const std::string& path);

}  // namespace clearway::reconciliation::statements
