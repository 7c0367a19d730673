// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/store/ledger_store.h"

#include <algorithm>

#include "embedded/settlement_sql.h"
#include "postgres/array.h"
#include "services/settlement/domain/decide.h"
#include "services/settlement/domain/footprint.h"
#include "services/settlement/domain/invariants.h"
#include "services/settlement/store/rows.h"
#include "services/settlement/store/save_ledger.h"
#include "telemetry/log.h"

namespace clearway::settlement {
namespace {

namespace sql = embedded::settlement_sql;

template <class IdType>
pqxx::binarystring ArrayOf(std::vector<IdType>& ids) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    postgres::UuidArray array;
    for (const auto& id : ids) array.Add(id);
    return array.Take();
}

// Holds before accounts, each in the order of their ids: two batches never wait for one another.
void Load(postgres::Transaction& transaction, std::span<const Command> commands, Ledger& ledger) {
    Footprint footprint;
    for (const auto& command : commands) AddFootprint(command, footprint);
    if (!footprint.holds.empty()) {
        const auto rows = postgres::Execute(transaction, {"lock_holds", sql::kLockHolds},
                                            ArrayOf(footprint.holds));
        for (const auto& row : rows) {
            const auto hold = ReadHold(row);
            footprint.accounts.push_back(hold.debtor);
            footprint.accounts.push_back(hold.creditor);
            ledger.LoadHold(hold);
        }
    }
    if (!footprint.accounts.empty()) {
        const auto rows = postgres::Execute(transaction, {"lock_accounts", sql::kLockAccounts},
                                            ArrayOf(footprint.accounts));
        for (const auto& row : rows) ledger.LoadAccount(ReadAccount(row));
    }
    if (!footprint.transfers.empty()) {
        const auto rows = postgres::Execute(transaction, {"find_transfers", sql::kFindTransfers},
                                            ArrayOf(footprint.transfers));
        for (const auto& row : rows) ledger.LoadTransfer(ReadTransfer(row));
    }
}

void CheckLoudly(const Ledger& ledger) {
    try {
        CheckInvariants(ledger);
    } catch (const BrokenInvariant& broken) {
        log::Error("a batch broke the ledger and was not saved", {{"reason", broken.what()}});
        throw;
    }
}

}  // namespace

std::vector<core::Result<Reply>> LedgerStore::Apply(postgres::Transaction& transaction,
                                                    std::span<const Command> commands,
                                                    events::EventSink& sink) const {
    if (commands.empty()) return {};
    Ledger ledger(clock_.Now());
    Load(transaction, commands, ledger);
    std::vector<core::Result<Reply>> replies;
    replies.reserve(commands.size());
    for (const auto& command : commands) {
        const auto known = ledger.Facts().size();
        replies.push_back(Decide(command, ledger));
        for (const auto& fact : ledger.Facts().subspan(known)) {
            auto event = map_(fact, ledger.Now());
            event.traceparent = command.traceparent;
            sink.push_back(std::move(event));
        }
    }
    CheckLoudly(ledger);
    SaveLedger(transaction, ledger);
    return replies;
}

}  // namespace clearway::settlement
