// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/load_statements.h"

#include <algorithm>
#include <stdexcept>

#include "services/reconciliation/statements/account_text.h"
#include "services/reconciliation/statements/camt.h"
#include "services/reconciliation/statements/csv_rows.h"
#include "services/reconciliation/statements/csv_statement.h"
#include "services/reconciliation/statements/mt940.h"
#include "services/reconciliation/statements/quality_gates.h"

namespace clearway::reconciliation::statements {
namespace {

void ReadLines(const FileText& text, const LoadOptions& options, matching::Book& book,
               StatementFile& file, const ReadWatch& watch) {
    if (LooksLikeXml(text.text))
        ReadCamt(text, book, file, watch);
    else if (LooksLikeMt940(text.text))
        ReadMt940(text, book, file, watch);
    else
        ReadCsvStatement(text, options.mappings, book, file, watch);
}

// Statements' accounts are called as expectations call them.
void RenameAccounts(const OwnAccounts& accounts, matching::Book& book, StatementFile& file) {
    std::map<matching::TextId, matching::TextId> names;
    for (auto& head : file.heads) {
        const auto own = accounts.find(book.texts.At(head.account));
        if (own == accounts.end()) return file.Fault("is of an account that is not ours");
        names.try_emplace(head.account, book.texts.Add(own->second));
        head.account = names.at(head.account);
    }
    for (std::size_t i = 0; i < file.heads.size(); ++i)
        book.statements[file.first_statement + i].account = file.heads[i].account;
    for (auto line = book.lines.rbegin();
         line != book.lines.rend() && line->statement >= file.first_statement; ++line)
        line->account = names.at(line->account);
}

StatementFile LoadOne(const std::string& path, std::span<const StatementFile> before,
                      const LoadOptions& options, matching::Book& book, const ReadWatch& watch) {
    auto text = ReadFileText(path);
    StatementFile file{.name = text.name,
                       .sha256 = text.sha256,
                       .format = {},
                       .first_statement = static_cast<std::uint32_t>(book.statements.size()),
                       .heads = {},
                       .faults = {}};
    if (!text.fault.empty()) {
        file.Fault(text.fault);
        return file;
    }
    CheckRepeats(before, file);  // the same bytes need not be read again
    if (file.IsGood()) ReadLines(text, options, book, file, watch);
    if (file.IsGood()) CheckSums(book, file);
    if (file.IsGood() && options.accounts) RenameAccounts(*options.accounts, book, file);
    if (file.IsGood()) CheckRepeats(before, file);
    return file;
}

void DropLinesOfBadFiles(std::span<const StatementFile> files, matching::Book& book) {
    for (const auto& file : files)
        if (!file.IsGood())
            for (std::size_t i = 0; i < file.heads.size(); ++i)
                book.statements[file.first_statement + i].used = false;
    std::erase_if(book.lines,
                  [&](const auto& line) { return !book.statements[line.statement].used; });
}

}  // namespace

std::vector<StatementFile> LoadStatements(std::span<const std::string> paths,
                                          const LoadOptions& options, matching::Book& book,
                                          const ReadWatch& watch) {
    std::vector<StatementFile> files;
    for (std::size_t i = 0; i < paths.size(); ++i)
        files.push_back(LoadOne(paths[i], files, options, book, [&](double share, std::uint64_t) {
            if (watch)
                watch((static_cast<double>(i) + share) / static_cast<double>(paths.size()),
                      book.lines.size());
        }));
    if (!options.allow_gaps) CheckSequence(files);
    DropLinesOfBadFiles(files, book);
    return files;
}

OwnAccounts ReadOwnAccounts(const std::string& path) {
    const auto file = ReadFileText(path);
    if (!file.fault.empty()) throw std::runtime_error(path + ": " + file.fault);
    OwnAccounts accounts;
    CsvRows rows(file.text, '\0');
    std::vector<std::string_view> fields;
    while (rows.Next(fields)) {
        const auto account = AccountText(fields[0]);
        if (rows.Line() == 1 && account == "ACCOUNT") continue;  // the names of the columns
        if (account.empty() || fields.size() > 2)
            throw std::runtime_error(path + ": line " + std::to_string(rows.Line()) +
                                     ": must be an account, or an account and its name");
        const bool named = fields.size() == 2 && !fields[1].empty();
        if (!accounts.emplace(account, named ? AccountText(fields[1]) : account).second)
            throw std::runtime_error(path + ": line " + std::to_string(rows.Line()) +
                                     ": the account is there twice");
    }
    if (!rows.Fault().empty()) throw std::runtime_error(path + ": " + rows.Fault());
    return accounts;
}

}  // namespace clearway::reconciliation::statements
