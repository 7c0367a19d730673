// SPDX-License-Identifier: Apache-2.0
// One batch of commands against the tables: load what it touches, decide in memory, check the
// invariants, save by one statement. It takes no decision itself. Of the writer's thread only.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/clock.h"
#include "events/command_runner.h"
#include "services/settlement/domain/command.h"
#include "services/settlement/domain/fact.h"
#include "services/settlement/store/ledger_batch.h"

namespace clearway::settlement {

using LedgerRunner = events::CommandRunner<Command, Reply>;
// How a fact is published (events/outgoing.h).
using FactMap = std::function<events::NewEvent(const Fact&, core::Timestamp)>;

class LedgerStore {
public:
    // `clock` must outlive the store; the url is for a partition that lacks.
    LedgerStore(const core::Clock& clock, FactMap map, std::string database_url,
                SettlementModels models = {})
        : clock_(clock),
          map_(std::move(map)),
          database_url_(std::move(database_url)),
          models_(std::move(models)) {}

    // For LedgerRunner. Throws BrokenInvariant, which rolls the batch back, and database errors.
    std::vector<core::Result<Reply>> Apply(postgres::Transaction& transaction,
                                           std::span<const Command> commands,
                                           events::EventSink& sink);
    // For LedgerRunner, after each commit.
    void Committed();

private:
    void Save(LedgerBatch& batch);

    const core::Clock& clock_;
    FactMap map_;
    const std::string database_url_;
    const SettlementModels models_;
    LedgerMemory memory_;
    bool partitions_ensured_ = false;  // since the last batch that was saved
};

}  // namespace clearway::settlement
