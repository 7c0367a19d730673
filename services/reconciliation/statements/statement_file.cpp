// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/statement_file.h"

#include <algorithm>
#include <utility>

namespace clearway::reconciliation::statements {
namespace {

constexpr std::size_t kKeptMax = 20;
constexpr std::size_t kStatementsMax = 1'000'000;  // of a file
constexpr std::size_t kToldMax = 100;              // faults of a file

void Keep(std::vector<std::string>& list, std::string what) {
    if (list.size() < kKeptMax) list.push_back(std::move(what));
}

}  // namespace

std::string NameOf(const StatementHead& head) {
    if (!head.number) return "statement " + head.id;
    return "statement " + std::to_string(*head.number) + "/" + std::to_string(head.page);
}

std::string AtLine(std::size_t line, const std::string& what) {
    return line == 0 ? what : "line " + std::to_string(line) + ": " + what;
}

void StatementHead::Fault(std::string what) { Keep(faults, std::move(what)); }

std::size_t StatementFile::UsedStatements() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(heads, [&](const auto& head) { return IsUsed(head); }));
}

std::vector<std::string> StatementFile::AllFaults() const {
    auto all = faults;
    for (const auto& head : heads)
        for (const auto& fault : head.faults) {
            if (all.size() < kToldMax) all.push_back(NameOf(head) + ": " + fault);
        }
    return all;
}

void StatementFile::Fault(std::string what) { Keep(faults, std::move(what)); }

void StatementFile::FaultAt(std::size_t line, const std::string& what) {
    Fault(AtLine(line, what));
}

void StatementFile::Note(std::string what) { Keep(notes, std::move(what)); }

void StatementFile::NoteAt(std::size_t line, const std::string& what) { Note(AtLine(line, what)); }

std::uint32_t AppendStatement(const StatementHead& head, StatementFile& file,
                              matching::Book& book) {
    if (file.heads.size() == kStatementsMax) {
        if (file.IsGood()) file.Fault("holds more than a million statements");
        return static_cast<std::uint32_t>(book.statements.size() - 1);
    }
    file.heads.push_back(head);
    book.statements.push_back({.file = file.name,
                               .id = head.id,
                               .account = head.account,
                               .currency = head.currency,
                               .day = head.day});
    return static_cast<std::uint32_t>(book.statements.size() - 1);
}

}  // namespace clearway::reconciliation::statements
