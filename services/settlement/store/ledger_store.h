// SPDX-License-Identifier: Apache-2.0
// One batch of commands against the tables: lock what it touches, decide in memory, check the
// invariants, save by one statement. It takes no decision itself.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/clock.h"
#include "events/command_runner.h"
#include "services/settlement/domain/command.h"
#include "services/settlement/domain/fact.h"

namespace clearway::settlement {

using LedgerRunner = events::CommandRunner<Command, Reply>;
// How a fact is published (events/outgoing.h).
using FactMap = std::function<events::NewEvent(const Fact&, core::Timestamp)>;

class LedgerStore {
public:
    // `clock` must outlive the store.
    LedgerStore(const core::Clock& clock, FactMap map) : clock_(clock), map_(std::move(map)) {}

    // For LedgerRunner. Throws BrokenInvariant, which rolls the batch back, and database errors.
    std::vector<core::Result<Reply>> Apply(postgres::Transaction& transaction,
                                           std::span<const Command> commands,
                                           events::EventSink& sink) const;

private:
    const core::Clock& clock_;
    FactMap map_;
};

}  // namespace clearway::settlement
