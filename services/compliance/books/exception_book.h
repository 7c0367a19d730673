// SPDX-License-Identifier: Apache-2.0
// Joins the command runner with the store and the facts of exceptions: every change of one goes
// through this one writer. Part of the application's wiring. Never: a decision about a match.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "events/command_runner.h"
#include "services/compliance/usecase/exceptions/ports.h"

namespace clearway::compliance {

class ExceptionBook final : public ExceptionCommands {
public:
    using Changed = std::function<void(const PartyId&)>;

    // `outbox` and the executor must outlive the book. `changed` is called for a party after the
    // commit that changed its exceptions, on the writer's thread.
    ExceptionBook(const std::string& database_url, events::Outbox& outbox, async::Executor executor,
                  Changed changed);

    async::Task<core::Result<std::optional<ScreeningException>>> Submit(
        ExceptionCommand command) override;

    // What cases that ended put in force, or close. As LimitBook::Consume.
    void Consume(const std::vector<events::ReceivedEvent>& batch);

private:
    using Reply = std::optional<ScreeningException>;
    using Runner = events::CommandRunner<ExceptionCommand, Reply>;

    async::Executor executor_;
    std::vector<PartyId> changed_parties_;  // of the batch under way; the writer's
    Runner runner_;
};

}  // namespace clearway::compliance
