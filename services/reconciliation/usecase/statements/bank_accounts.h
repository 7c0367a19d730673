// SPDX-License-Identifier: Apache-2.0
// Our accounts at banks: which account of the ledger stands for each, and which one takes what
// nobody has explained yet.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "services/reconciliation/domain/exceptions/exception.h"
#include "services/reconciliation/statements/load_statements.h"

namespace clearway::reconciliation {

// An account of the ledger: this one, or the platform's own of a kind, which there is in each
// currency and which may go below zero.
class LedgerAccount {
public:
    LedgerAccount(core::AccountId id) : id_(id) {}
    // nullopt: neither a UUID nor "KIND:CURRENCY".
    static std::optional<LedgerAccount> Read(std::string_view text, std::string_view kind);

    const core::AccountId& Id() const { return id_; }
    // The one in this currency; one alone is the same in each.
    core::AccountId In(const core::Currency& currency) const;

private:
    core::AccountId id_;
    std::string kind_;  // "clearing", "suspense", "fees", "rounding"; empty: one alone
};

struct BankAccount {
    LedgerAccount nostro;
    std::optional<LedgerAccount> suspense = {};  // absent: nothing is posted for this account
    // Absent: suspense.
    std::optional<LedgerAccount> fees = {};
    std::optional<LedgerAccount> rounding = {};
    // Whose payments move over it, where several accounts at banks share one of the ledger; empty:
    // all that move over no other one.
    std::string rail = {};

    // What reconciliation calls it: the ledger's account, or one derived from that and the rail.
    core::AccountId Id() const;

    // Between which accounts the adjustment moves money. nullopt: nothing is posted.
    std::optional<AdjustmentAccounts> AccountsOf(const StatementException& exception) const;
};

class BankAccounts {
public:
    BankAccounts() = default;
    // CSV, a line for each: the account's number as statements have it, the ledger's account and,
    // where adjustments are posted, the suspense account, those of fees and of rounding, other
    // numbers of the account, with | between them, and the rail whose payments move over it. A
    // first line may name the columns. "clearing:EUR" is the clearing account of the currency,
    // "suspense:EUR" the platform's suspense account of it. Each has a ledger account, or a rail of
    // it, of its own: the sequence and sums of statements are held by that. Throws
    // std::runtime_error with the line and the fault, without the value.
    static BankAccounts Read(const std::string& path);

    void Add(std::string number, BankAccount account);
    // Another number of an account that was added, as some statements have it.
    void AddNumber(std::string number, const core::AccountId& id);
    // As statements are read with: number to the ledger's account.
    const statements::OwnAccounts& Names() const { return names_; }
    // By its Id().
    const BankAccount* Find(const core::AccountId& id) const;
    // Those that have a rail.
    std::vector<BankAccount> OfRails() const;

private:
    void AddRow(std::span<const std::string_view> row);  // throws the fault

    statements::OwnAccounts names_;
    std::map<core::AccountId, BankAccount> by_id_;
};

}  // namespace clearway::reconciliation
