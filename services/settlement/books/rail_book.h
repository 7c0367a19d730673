// SPDX-License-Identifier: Apache-2.0
// The one writer of payments at rails: decisions, rows and facts in one transaction, in batches.
// What it means for the money, the ledger hears from the facts (decision 0026). Part of the
// application's wiring. Never: a decision, a message.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "events/command_runner.h"
#include "services/settlement/rails/routing.h"
#include "services/settlement/usecase/rails/ports.h"

namespace clearway::settlement {

inline constexpr char kRailOrdersConsumer[] = "settlement.rail-orders";

struct RailBookOptions {
    std::string database_url;
    rails::RoutingTable table;  // for the deadlines of its rails
    // Called after a commit on the writer's thread, with the moment when the first of the transfers
    // that the batch changed is due. Quick, as the next one.
    std::function<void(core::Timestamp)> due = [](core::Timestamp) {};
    // The same with the first cut-off for which one was gathered.
    std::function<void(core::Timestamp)> cut_off = [](core::Timestamp) {};
};

class RailBook final : public RailBookWriter {
public:
    // `outbox`, which serves no other writer, and `clock` must outlive the book; `executor` runs on
    // other threads than those that call Consume.
    RailBook(RailBookOptions options, events::Outbox& outbox, const core::Clock& clock,
             async::Executor executor);

    async::Task<core::Result<RailReply>> Submit(RailCommand command) override;

    // For events::Subscription, of the facts of RailOrderTypes(). Blocks until the batch is stored;
    // throws when it is not: the same batch comes again.
    void Consume(const std::vector<events::ReceivedEvent>& batch);

private:
    using Runner = events::CommandRunner<RailCommand, RailReply>;

    std::vector<core::Result<RailReply>> Apply(postgres::Transaction& transaction,
                                               std::span<const RailCommand> commands,
                                               events::EventSink& sink);

    const RailBookOptions options_;
    const core::Clock& clock_;
    async::Executor executor_;
    // Of the batch; the writer's thread's.
    core::Timestamp due_ = core::Timestamp::max();
    core::Timestamp cut_off_ = core::Timestamp::max();
    Runner runner_;
};

}  // namespace clearway::settlement
