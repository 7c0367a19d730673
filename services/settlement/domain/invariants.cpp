// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/domain/invariants.h"

#include <map>
#include <string>
#include <unordered_map>

namespace clearway::settlement {
namespace {

using Sums = std::unordered_map<core::AccountId, std::int64_t>;

void Require(bool holds, const char* what, const std::string& id) {
    if (holds) return;
    throw BrokenInvariant(std::string("the ledger is inconsistent: ") + what + ", " + id);
}

std::int64_t Checked(core::Result<std::int64_t> sum) {
    if (!sum) throw BrokenInvariant("the ledger is inconsistent: a sum is beyond 64 bits");
    return *sum;
}

// Entries come in pairs, in the order of the transfers.
void CheckPairs(const Ledger& ledger) {
    const auto transfers = ledger.NewTransfers();
    const auto entries = ledger.NewEntries();
    Require(entries.size() == 2 * transfers.size(), "a transfer lacks an entry", "");
    for (std::size_t i = 0; i < transfers.size(); ++i) {
        const auto& transfer = transfers[i];
        const auto& debit = entries[2 * i];
        const auto& credit = entries[2 * i + 1];
        const auto amount = transfer.amount.MinorUnits();
        const bool paired = debit.transfer_id == transfer.id && credit.transfer_id == transfer.id;
        Require(paired && amount > 0 && debit.amount == -amount && credit.amount == amount,
                "debit and credit differ", transfer.id.ToString());
    }
}

void CheckAccount(const Ledger::AccountRow& row, const Sums& booked, const Sums& reserved) {
    const auto& account = row.account;
    const auto change = [&account](const Sums& sums) {
        const auto found = sums.find(account.id);
        return found == sums.end() ? std::int64_t{0} : found->second;
    };
    const auto id = account.id.ToString();
    Require(account.posted == Checked(core::AddMinor(row.posted_before, change(booked))),
            "the balance did not move by its entries", id);
    Require(account.held == Checked(core::AddMinor(row.held_before, change(reserved))),
            "held is not the sum of the open holds", id);
    Require(account.held >= 0, "held is below zero", id);
    Require(account.MayGoBelowZero() ? account.held == 0 : account.Available() >= 0,
            "the account is overdrawn", id);
}

}  // namespace

void CheckInvariants(const Ledger& ledger) {
    CheckPairs(ledger);
    Sums booked;
    for (const auto& entry : ledger.NewEntries()) {
        auto& sum = booked[entry.account_id];
        sum = Checked(core::AddMinor(sum, entry.amount));
    }
    Sums reserved;
    for (const auto* row : ledger.TouchedHolds()) {
        auto& sum = reserved[row->hold.debtor];
        sum = Checked(core::AddMinor(sum, row->hold.Reserved() - row->reserved_before));
    }
    std::map<core::Currency, std::int64_t> totals;
    for (const auto* row : ledger.TouchedAccounts()) {
        CheckAccount(*row, booked, reserved);
        auto& total = totals[row->account.currency];
        const auto change = Checked(core::SubtractMinor(row->account.posted, row->posted_before));
        total = Checked(core::AddMinor(total, change));
    }
    for (const auto& [currency, total] : totals) {
        Require(total == 0, "money appeared or vanished", std::string(currency.Code()));
    }
}

}  // namespace clearway::settlement
