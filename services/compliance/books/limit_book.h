// SPDX-License-Identifier: Apache-2.0
// Joins the command runner with the domain's decisions about limits, the store and the facts: every
// reservation goes through this one writer, in batches. Part of the application's wiring. Never: a
// decision.
#pragma once

#include <string>
#include <vector>

#include "events/command_runner.h"
#include "services/compliance/usecase/limits/ports.h"

namespace clearway::compliance {

class LimitBook final : public LimitCommands {
public:
    // `outbox` and the executor must outlive the book.
    LimitBook(const std::string& database_url, events::Outbox& outbox, async::Executor executor);

    async::Task<core::Result<LimitReply>> Submit(LimitCommand command) override;

    // What ends of payments give back. Returns when it took effect; throws when it could not be
    // stored: the batch comes again then, and what took effect already is known by its numbers.
    // Must come after whoever keeps the records of screenings: by them a payment is heard of.
    void Consume(const std::vector<events::ReceivedEvent>& batch);

private:
    using Runner = events::CommandRunner<LimitCommand, LimitReply>;

    async::Executor executor_;
    Runner runner_;
};

}  // namespace clearway::compliance
