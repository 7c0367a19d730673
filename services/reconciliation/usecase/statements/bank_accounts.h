// SPDX-License-Identifier: Apache-2.0
// Our accounts at banks: which account of the ledger stands for each, and which one takes what
// nobody has explained yet.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/ids.h"
#include "services/reconciliation/statements/load_statements.h"

namespace clearway::reconciliation {

struct BankAccount {
    core::AccountId nostro;                        // of the ledger
    std::optional<core::AccountId> suspense = {};  // absent: nothing is posted for this account
};

class BankAccounts {
public:
    BankAccounts() = default;
    // CSV, a line for each: the account's number as statements have it, the ledger's account and,
    // where adjustments are posted, the suspense account. "clearing:EUR" is the clearing account of
    // the currency, "suspense:EUR" the platform's suspense account of it. Each has a ledger account
    // of its own: the sequence and sums of statements are held by that. Throws std::runtime_error
    // with the line and the fault, without the value.
    static BankAccounts Read(const std::string& path);

    void Add(std::string number, BankAccount account);
    // As statements are read with: number to the ledger's account.
    const statements::OwnAccounts& Names() const { return names_; }
    const BankAccount* Find(const core::AccountId& nostro) const;

private:
    statements::OwnAccounts names_;
    std::map<core::AccountId, BankAccount> by_nostro_;
};

}  // namespace clearway::reconciliation
