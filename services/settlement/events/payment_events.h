// SPDX-License-Identifier: Apache-2.0
// Facts of the payment service become commands of the ledger; their effect and the position in the
// topic are stored in one transaction. Never: a decision, SQL.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "async/task.h"
#include "events/command_runner.h"
#include "events/event.h"
#include "services/settlement/domain/command.h"
#include "services/settlement/rails/rail_transfer.h"

namespace clearway::settlement {

inline constexpr char kPaymentEventsConsumer[] = "settlement.payment-events";

// Whether a payment to a party elsewhere leaves by a rail; else it is posted to the clearing
// account at once. Called from the subscription's thread. Absent: none does.
using LeavesByRail = std::function<bool(const rails::RailOrder&)>;

// What a payment's fact asks of the ledger; nothing for a fact of no interest or a type that is not
// known. Throws events::UnreadableEvent for a payload or an id that cannot be read.
std::vector<Command> CommandsOf(const events::ReceivedEvent& event,
                                const LeavesByRail& leaves_by_rail = {});

// Of the facts that ask something of the ledger.
std::vector<std::string> TypesOfInterest();

// For events::Subscription.
class PaymentEventsHandler {
public:
    using Runner = events::CommandRunner<Command, Reply>;

    // `runner` must outlive the handler; `executor` runs on other threads than the subscription's.
    PaymentEventsHandler(Runner& runner, async::Executor executor, LeavesByRail leaves_by_rail = {})
        : runner_(runner),
          executor_(std::move(executor)),
          leaves_by_rail_(std::move(leaves_by_rail)) {}

    // Blocks until the batch is stored. Throws when it is not: the same batch comes again.
    void operator()(const std::vector<events::ReceivedEvent>& batch);

private:
    Runner& runner_;
    async::Executor executor_;
    LeavesByRail leaves_by_rail_;
};

}  // namespace clearway::settlement
