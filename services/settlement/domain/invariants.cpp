// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/domain/invariants.h"

#include <map>
#include <string>
#include <unordered_map>

namespace clearway::settlement {
namespace {

using Sums = std::unordered_map<core::AccountId, std::int64_t>;

[[noreturn]] void Fail(const char* what, const std::string& where) {
    throw BrokenInvariant(std::string("the ledger is inconsistent: ") + what + ", " + where);
}

template <class IdType>
void Require(bool holds, const char* what, const IdType& id) {
    if (!holds) Fail(what, id.ToString());
}

std::int64_t Checked(core::Result<std::int64_t> sum) {
    if (!sum) throw BrokenInvariant("the ledger is inconsistent: a sum is beyond 64 bits");
    return *sum;
}

// What the batch's transfers did to one account: the sum, and its last entry.
struct Movement {
    std::int64_t change = 0;
    Side last = {};
};
using Movements = std::unordered_map<core::AccountId, Movement>;

// The next entry of an account: numbers without a gap, each balance from the one before.
void Follow(Movement& movement, const Side& side, std::int64_t amount, const core::TransferId& id) {
    movement.change = Checked(core::AddMinor(movement.change, amount));
    const auto& last = movement.last;
    const bool follows =
        last.sequence == 0 ||
        (side.sequence == last.sequence + 1 &&
         side.balance_after == Checked(core::AddMinor(last.balance_after, amount)));
    Require(follows, "an entry does not follow from the one before", id);
    movement.last = side;
}

Movements FollowTransfers(const Ledger& ledger) {
    Movements movements;
    for (const auto& transfer : ledger.NewTransfers()) {
        const auto amount = transfer.amount.MinorUnits();
        Require(amount > 0 && transfer.debtor != transfer.creditor, "a transfer moves nothing",
                transfer.id);
        Follow(movements[transfer.debtor], transfer.debit, -amount, transfer.id);
        Follow(movements[transfer.creditor], transfer.credit, amount, transfer.id);
    }
    return movements;
}

void CheckAccount(const Ledger::AccountRow& row, const Movements& movements, const Sums& reserved) {
    const auto& account = row.account;
    const auto& id = account.id;
    if (const auto found = movements.find(id); found != movements.end()) {
        const auto& [change, last] = found->second;
        Require(account.posted == Checked(core::AddMinor(row.posted_before, change)) &&
                    account.posted == last.balance_after && account.last_entry == last.sequence,
                "the balance did not move by its entries", id);
    } else {
        Require(account.posted == row.posted_before, "the balance moved without an entry", id);
    }
    const auto hold = reserved.find(id);
    const auto change = hold == reserved.end() ? std::int64_t{0} : hold->second;
    Require(account.held == Checked(core::AddMinor(row.held_before, change)),
            "held is not the sum of the open holds", id);
    Require(account.held >= 0, "held is below zero", id);
    Require(account.MayGoBelowZero() ? account.held == 0 : account.Available() >= 0,
            "the account is overdrawn", id);
}

}  // namespace

void CheckInvariants(const Ledger& ledger) {
    const auto movements = FollowTransfers(ledger);
    Sums reserved;
    for (const auto* row : ledger.TouchedHolds()) {
        auto& sum = reserved[row->hold.debtor];
        sum = Checked(core::AddMinor(sum, row->hold.Reserved() - row->reserved_before));
    }
    std::map<core::Currency, std::int64_t> totals;
    for (const auto* row : ledger.TouchedAccounts()) {
        CheckAccount(*row, movements, reserved);
        auto& total = totals[row->account.currency];
        const auto change = Checked(core::SubtractMinor(row->account.posted, row->posted_before));
        total = Checked(core::AddMinor(total, change));
    }
    for (const auto& [currency, total] : totals) {
        if (total != 0) Fail("money appeared or vanished", std::string(currency.Code()));
    }
    CheckPositions(ledger);
}

}  // namespace clearway::settlement
