// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/store/ledger_batch.h"

#include <algorithm>

#include "embedded/settlement_sql.h"
#include "postgres/array.h"
#include "services/settlement/store/position_rows.h"
#include "services/settlement/store/rows.h"
#include "services/settlement/store/save_ledger.h"
#include "services/settlement/store/suspended_rows.h"

namespace clearway::settlement {
namespace {

namespace sql = embedded::settlement_sql;

template <class IdType>
void SortUnique(std::vector<IdType>& ids) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

template <class IdType>
pqxx::binarystring ArrayOf(const std::vector<IdType>& ids) {
    postgres::UuidArray array;
    for (const auto& id : ids) array.Add(id);
    return array.Take();
}

}  // namespace

void LedgerBatch::Load(std::span<const Command> commands) {
    Footprint footprint;
    for (const auto& command : commands) AddFootprint(command, footprint);
    LoadHolds(footprint);
    LoadAccounts(footprint.accounts);
    LoadTransfers(footprint.transfers);
    LoadSuspended(transaction_, footprint.suspended, ledger_);
    LoadPositions(transaction_, memory_, footprint, ledger_);
}

void LedgerBatch::LoadHolds(Footprint& footprint) {
    std::vector<core::HoldId> to_read;
    SortUnique(footprint.holds);
    SortUnique(footprint.new_holds);
    for (const auto& id : footprint.holds)
        if (!RecallHold(id, footprint)) to_read.push_back(id);
    for (const auto& id : footprint.new_holds) {
        if (std::ranges::binary_search(footprint.holds, id) || RecallHold(id, footprint)) continue;
        if (memory_.holds.Careful())
            to_read.push_back(id);
        else
            unread_holds_.emplace_back(id, 0);
    }
    if (to_read.empty()) return;
    std::sort(to_read.begin(), to_read.end());
    for (const auto& row :
         postgres::Execute(transaction_, {"lock_holds", sql::kLockHolds}, ArrayOf(to_read)))
        Take(ReadHold(row), footprint);
}

bool LedgerBatch::RecallHold(const core::HoldId& id, Footprint& footprint) {
    const auto* known = memory_.holds.Find(id);
    if (known == nullptr) return false;
    unread_holds_.emplace_back(id, known->version);
    Take(*known, footprint);
    return true;
}

void LedgerBatch::Take(const Hold& hold, Footprint& footprint) {
    footprint.accounts.push_back(hold.debtor);
    footprint.accounts.push_back(hold.creditor);
    footprint.movements.emplace_back(hold.debtor, hold.creditor);
    ledger_.LoadHold(hold);
}

void LedgerBatch::LoadAccounts(std::vector<core::AccountId>& ids) {
    SortUnique(ids);
    std::vector<core::AccountId> to_read;
    for (const auto& id : ids) {
        if (const auto* known = memory_.accounts.Find(id)) {
            unread_accounts_.push_back(id);
            ledger_.LoadAccount(*known);
        } else {
            to_read.push_back(id);
        }
    }
    if (to_read.empty()) return;
    for (const auto& row :
         postgres::Execute(transaction_, {"lock_accounts", sql::kLockAccounts}, ArrayOf(to_read))) {
        auto account = ReadAccount(row);
        const auto id = account.id;
        memory_.accounts.Stage(id, account);
        ledger_.LoadAccount(std::move(account));
    }
}

void LedgerBatch::LoadTransfers(std::vector<core::TransferId>& ids) {
    if (ids.empty()) return;
    SortUnique(ids);
    for (const auto& row :
         postgres::Execute(transaction_, {"find_transfers", sql::kFindTransfers}, ArrayOf(ids)))
        ledger_.LoadTransfer(ReadTransfer(row));
}

void LedgerBatch::Save() {
    // What is written says for itself whether it was as remembered.
    Premises premises;
    for (const auto& id : unread_accounts_)
        if (!ledger_.HasChanged(id)) premises.accounts.push_back(*ledger_.FindAccount(id));
    for (const auto& [id, version] : unread_holds_)
        if (!ledger_.HasChanged(id)) premises.holds.emplace_back(id, version);
    const auto saved = SaveLedger(transaction_, ledger_, premises)
                           ? SavePositions(transaction_, ledger_.Positions())
                           : PositionsSaved::kOtherwise;
    if (saved == PositionsSaved::kClosed) {
        std::vector<core::Currency> closed;
        for (const auto& [key, row] : ledger_.Positions().Windows()) closed.push_back(key.first);
        memory_.WindowsClosed(closed);
        throw postgres::RetryBatch("another process closed a window");
    }
    if (saved == PositionsSaved::kOtherwise) {
        memory_.Mistaken();
        throw postgres::RetryBatch("another process changed rows of the ledger");
    }
    SaveSuspended(transaction_, ledger_);
    Remember();
}

void LedgerBatch::Remember() {
    for (const auto* row : ledger_.TouchedAccounts()) {
        auto account = row->account;
        // As it would be read: without its holder's name, which must not outlive an erasure here.
        if (row->is_new) account.holder_name = {}, account.sealed_holder_name = {};
        memory_.accounts.Stage(account.id, std::move(account));
    }
    for (const auto* row : ledger_.TouchedHolds()) {
        // An ended hold is hardly ever asked for again.
        const bool open = row->hold.Reserved() > 0;
        memory_.holds.Stage(row->hold.id, open ? std::optional(row->hold) : std::nullopt);
    }
    RememberPositions(ledger_.Positions(), memory_);
}

}  // namespace clearway::settlement
