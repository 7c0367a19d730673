// SPDX-License-Identifier: Apache-2.0
// The rows of one batch of commands inside a transaction. What this writer stored lately is not
// read again, and a new hold is not looked for: the batch rests on it, and its one writing
// statement tells whether all of that still stood.
#pragma once

#include <span>
#include <vector>

#include "postgres/connection.h"
#include "services/settlement/domain/command.h"
#include "services/settlement/domain/footprint.h"
#include "services/settlement/domain/ledger.h"
#include "services/settlement/store/ledger_memory.h"

namespace clearway::settlement {

class LedgerBatch {
public:
    // `memory` has begun this attempt.
    LedgerBatch(postgres::Transaction& transaction, LedgerMemory& memory, core::Timestamp now,
                SettlementModels models)
        : transaction_(transaction), memory_(memory), ledger_(now, std::move(models)) {}

    // All that the commands may touch. Rows that are read are locked: holds before accounts, each
    // in the order of their ids, then windows and participants.
    void Load(std::span<const Command> commands);
    Ledger& Books() { return ledger_; }
    // Stores what has changed. Throws RetryBatch when another process changed what was not read,
    // and pqxx::unique_violation when it made a row that is new here.
    void Save();

private:
    void LoadHolds(Footprint& footprint);
    void LoadAccounts(std::vector<core::AccountId>& ids);
    void LoadTransfers(std::vector<core::TransferId>& ids);
    bool RecallHold(const core::HoldId& id, Footprint& footprint);
    void Take(const Hold& hold, Footprint& footprint);
    void Remember();

    postgres::Transaction& transaction_;
    LedgerMemory& memory_;
    Ledger ledger_;
    // Loaded without a look at the tables, with the version that is remembered; 0: not there.
    std::vector<core::AccountId> unread_accounts_;
    std::vector<std::pair<core::HoldId, std::int32_t>> unread_holds_;
};

}  // namespace clearway::settlement
