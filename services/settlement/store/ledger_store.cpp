// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/store/ledger_store.h"

#include "services/settlement/domain/decide.h"
#include "services/settlement/domain/invariants.h"
#include "services/settlement/store/ledger_batch.h"
#include "services/settlement/store/transfer_partitions.h"
#include "telemetry/log.h"

namespace clearway::settlement {
namespace {

// What is remembered may be what was before another process wrote: then all is read before anyone is
// alarmed.
void CheckLoudly(const Ledger& ledger, bool all_was_read) {
    try {
        CheckInvariants(ledger);
    } catch (const BrokenInvariant& broken) {
        if (!all_was_read) throw postgres::RetryBatch(broken.what());
        log::Error("a batch broke the ledger and was not saved", {{"reason", broken.what()}});
        throw;
    }
}

}  // namespace

std::vector<core::Result<Reply>> LedgerStore::Apply(postgres::Transaction& transaction,
                                                    std::span<const Command> commands,
                                                    events::EventSink& sink) {
    memory_.Begin();
    if (commands.empty()) return {};
    LedgerBatch batch(transaction, memory_, clock_.Now(), models_);
    batch.Load(commands);
    auto& ledger = batch.Books();
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
    CheckLoudly(ledger, memory_.accounts.Careful());
    Save(batch);
    return replies;
}

void LedgerStore::Save(LedgerBatch& batch) {
    try {
        batch.Save();
        partitions_ensured_ = false;
    } catch (const pqxx::check_violation&) {
        // Transfers of a month that has no partition are reported like this, too. With all
        // partitions there it is something else.
        if (std::exchange(partitions_ensured_, true)) throw;
        MakePartitionsFor(database_url_, batch.Books().NewTransfers());
        throw postgres::RetryBatch("partitions are there now for transfers of another month");
    }
}

void LedgerStore::Committed() { memory_.Committed(); }

}  // namespace clearway::settlement
