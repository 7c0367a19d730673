// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/statement_file.h"

#include <utility>

namespace clearway::reconciliation::statements {
namespace {

constexpr std::size_t kFaultsMax = 20;

}  // namespace

void StatementFile::Fault(std::string what) {
    if (faults.size() < kFaultsMax) faults.push_back(std::move(what));
}

void StatementFile::FaultAt(std::size_t line, const std::string& what) {
    Fault("line " + std::to_string(line) + ": " + what);
}

std::uint32_t AppendStatement(const StatementHead& head, StatementFile& file,
                              matching::Book& book) {
    file.heads.push_back(head);
    book.statements.push_back({.file = file.name,
                               .id = head.id,
                               .account = head.account,
                               .currency = head.currency,
                               .day = head.day});
    return static_cast<std::uint32_t>(book.statements.size() - 1);
}

}  // namespace clearway::reconciliation::statements
