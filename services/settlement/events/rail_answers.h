// SPDX-License-Identifier: Apache-2.0
// What became of a payment at a rail becomes commands of the ledger: money follows the facts of the
// rails, in their order (decision 0026). Never: a decision, SQL.
#pragma once

#include <string>
#include <vector>

#include "async/task.h"
#include "events/command_runner.h"
#include "events/event.h"
#include "services/settlement/domain/command.h"

namespace clearway::settlement {

inline constexpr char kRailAnswersConsumer[] = "settlement.rail-answers";

// Of the facts that ask something of the ledger.
std::vector<std::string> RailAnswerTypes();
// Nothing for a fact of another type. Throws events::UnreadableEvent.
std::vector<Command> CommandsOfRailAnswer(const events::ReceivedEvent& event);

// For events::Subscription.
class RailAnswersHandler {
public:
    using Runner = events::CommandRunner<Command, Reply>;

    // `runner` must outlive the handler; `executor` runs on other threads than the subscription's.
    RailAnswersHandler(Runner& runner, async::Executor executor)
        : runner_(runner), executor_(std::move(executor)) {}

    // Blocks until the batch is stored. Throws when it is not: the same batch comes again.
    void operator()(const std::vector<events::ReceivedEvent>& batch);

private:
    Runner& runner_;
    async::Executor executor_;
};

}  // namespace clearway::settlement
