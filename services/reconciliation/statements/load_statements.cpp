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

bool HasNulLetter(std::string_view text) {
    if (!text.starts_with("\xFF\xFE") && !text.starts_with("\xFE\xFF"))
        return text.find('\0') != std::string_view::npos;
    for (std::size_t at = 2; at + 1 < text.size(); at += 2)  // UTF-16
        if (text[at] == '\0' && text[at + 1] == '\0') return true;
    return false;
}

// All numbers are those of one account.
bool IsOneAccount(const OwnAccounts& accounts) {
    return !accounts.empty() && std::ranges::all_of(accounts, [&](const auto& one) {
        return one.second == accounts.begin()->second;
    });
}

void ReadLines(const FileText& text, const LoadOptions& options, matching::Book& book,
               StatementFile& file, const ReadWatch& watch) {
    if (LooksLikeXml(text.text))  // whatever its encoding; XML has no NUL letter
        ReadCamt(text, book, file, watch);
    else if (HasNulLetter(text.text))
        file.Fault("holds a NUL byte");  // no text has one, and the database none of its texts
    else if (LooksLikeMt940(text.text))
        ReadMt940(text, book, file, watch);
    else
        ReadCsvStatement(text, options.mappings, options.currency, book, file, watch);
}

// Statements' accounts are called as expectations call them.
void RenameAccounts(const OwnAccounts& accounts, matching::Book& book, StatementFile& file) {
    for (std::size_t i = 0; i < file.heads.size(); ++i) {
        auto& head = file.heads[i];
        const bool names_none = head.account == matching::kNoText;
        const auto own = names_none && IsOneAccount(accounts)
                             ? accounts.begin()
                             : accounts.find(book.texts.At(head.account));
        if (own == accounts.end()) {
            if (file.IsUsed(head))
                head.Fault(names_none ? "names no account, and several are ours"
                                      : "is of an account that is not ours");
            continue;
        }
        head.account = book.texts.Add(own->second);
        book.statements[file.first_statement + i].account = head.account;
    }
}

// The first of those with the same bytes; nullptr: there is none.
const StatementFile* FindCopy(std::span<const StatementFile> before, const StatementFile& file) {
    const auto found = std::ranges::find_if(before, [&](const auto& other) {
        return !file.sha256.empty() && other.sha256 == file.sha256;
    });
    return found == before.end() ? nullptr : &*found;
}

void LoadOne(const std::string& path, std::span<const StatementFile> before,
             const LoadOptions& options, matching::Book& book, StatementFile& file,
             const ReadWatch& watch) {
    const auto text = ReadFileText(path);
    file.name = text.name;
    file.sha256 = text.sha256;
    file.first_statement = static_cast<std::uint32_t>(book.statements.size());
    if (!text.fault.empty()) return file.Fault(text.fault);
    if (const auto* copy = FindCopy(before, file)) {
        file.repeats = true;
        return file.Fault("is the same file as " + copy->name);
    }
    ReadLines(text, options, book, file, watch);
}

void DropLinesPutAside(std::span<const StatementFile> files, matching::Book& book) {
    for (const auto& file : files)
        for (std::size_t i = 0; i < file.heads.size(); ++i)
            book.statements[file.first_statement + i].used = file.IsUsed(file.heads[i]);
    std::erase_if(book.lines,
                  [&](const auto& line) { return !book.statements[line.statement].used; });
    for (auto& line : book.lines) line.account = book.statements[line.statement].account;
}

}  // namespace

StatementFile LoadStatement(const FileText& text, const LoadOptions& options, matching::Book& book,
                            const ReadWatch& watch) {
    StatementFile file;
    file.name = text.name;
    file.sha256 = text.sha256;
    file.first_statement = static_cast<std::uint32_t>(book.statements.size());
    if (!text.fault.empty())
        file.Fault(text.fault);
    else
        ReadLines(text, options, book, file, watch);
    CheckSums(book, std::span(&file, 1));
    if (options.accounts) RenameAccounts(*options.accounts, book, file);
    return file;
}

std::vector<StatementFile> LoadStatements(std::span<const std::string> paths,
                                          const LoadOptions& options, matching::Book& book,
                                          const ReadWatch& watch) {
    std::vector<StatementFile> files(paths.size());
    for (std::size_t i = 0; i < paths.size(); ++i)
        LoadOne(paths[i], std::span(files).first(i), options, book, files[i],
                [&](double share, std::uint64_t) {
                    if (watch)
                        watch((static_cast<double>(i) + share) / static_cast<double>(paths.size()),
                              book.lines.size());
                });
    CheckSums(book, files);
    if (options.accounts)
        for (auto& file : files) RenameAccounts(*options.accounts, book, file);
    auto by_name = ByName(files);
    CheckRepeats(by_name);
    if (!options.allow_gaps) CheckSequence(by_name);
    DropLinesPutAside(files, book);
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
