// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/statements/bank_accounts.h"

#include <stdexcept>
#include <string_view>
#include <vector>

#include "core/currency.h"
#include "services/reconciliation/statements/account_text.h"
#include "services/reconciliation/statements/csv_rows.h"
#include "services/reconciliation/statements/file_text.h"

namespace clearway::reconciliation {
namespace {

constexpr std::string_view kClearing = "clearing:";
constexpr std::string_view kSuspense = "suspense:";

// The clearing account of the currency behind the word.
std::optional<core::AccountId> ReadClearing(std::string_view text, std::string_view word) {
    const auto currency = core::Currency::Parse(text.substr(word.size()));
    if (!currency) return std::nullopt;
    return core::DeriveClearingAccountId(currency->Code());
}

std::optional<core::AccountId> ReadLedgerAccount(std::string_view text) {
    if (!text.starts_with(kClearing)) return core::AccountId::Parse(text);
    return ReadClearing(text, kClearing);
}

// The platform's own of a currency has the id that settlement derives; a test over both holds it.
std::optional<core::AccountId> ReadSuspense(std::string_view text) {
    if (!text.starts_with(kSuspense)) return core::AccountId::Parse(text);
    const auto clearing = ReadClearing(text, kSuspense);
    if (!clearing) return std::nullopt;
    return core::AccountId(core::Uuid::Derive(clearing->value, "suspense"));
}

}  // namespace

BankAccounts BankAccounts::Read(const std::string& path) {
    const auto file = statements::ReadFileText(path);
    if (!file.fault.empty()) throw std::runtime_error(file.fault);
    BankAccounts accounts;
    statements::CsvRows rows(file.text, '\0');
    std::vector<std::string_view> fields;
    while (rows.Next(fields)) {
        const auto number = statements::AccountText(fields[0]);
        if (rows.Line() == 1 && number == "ACCOUNT") continue;  // the names of the columns
        const auto fault = [&](const std::string& what) {
            return std::runtime_error("line " + std::to_string(rows.Line()) + ": " + what);
        };
        if (number.empty() || fields.size() < 2 || fields.size() > 3)
            throw fault("must be an account, its ledger account and perhaps a suspense account");
        const auto nostro = ReadLedgerAccount(fields[1]);
        if (!nostro) throw fault("the ledger account must be a UUID or clearing:CURRENCY");
        BankAccount account{.nostro = *nostro};
        if (fields.size() == 3 && !fields[2].empty()) {
            account.suspense = ReadSuspense(fields[2]);
            if (!account.suspense)
                throw fault("the suspense account must be a UUID or suspense:CURRENCY");
        }
        if (accounts.names_.contains(number)) throw fault("the account is there twice");
        if (accounts.Find(*nostro) != nullptr)
            throw fault("another account has this ledger account already: each needs its own");
        accounts.Add(number, account);
    }
    if (!rows.Fault().empty()) throw std::runtime_error(rows.Fault());
    return accounts;
}

void BankAccounts::Add(std::string number, BankAccount account) {
    names_.emplace(std::move(number), account.nostro.ToString());
    by_nostro_.emplace(account.nostro, account);
}

const BankAccount* BankAccounts::Find(const core::AccountId& nostro) const {
    const auto found = by_nostro_.find(nostro);
    return found == by_nostro_.end() ? nullptr : &found->second;
}

}  // namespace clearway::reconciliation
