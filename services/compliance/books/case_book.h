// SPDX-License-Identifier: Apache-2.0
// Joins the command runner with the domain's decisions, the store and the facts: every change of a
// case, asked for by a call or by an event, goes through this one writer. Part of the application's
// wiring. Never: a decision.
#pragma once

#include <string>
#include <vector>

#include "events/command_runner.h"
#include "services/compliance/domain/cases/case_policy.h"
#include "services/compliance/usecase/ports.h"
#include "services/compliance/usecase/sealer.h"

namespace clearway::compliance {

class CaseBook final : public CaseCommands {
public:
    // `outbox`, the executor and `sealer` must outlive the book.
    CaseBook(const std::string& database_url, events::Outbox& outbox, async::Executor executor,
             Sealer& sealer, const CasePolicy& policy = {});

    async::Task<core::Result<Case>> Submit(CaseCommand command) override;

    // Returns when the batch took effect. Called by the subscription's thread. Throws when it could
    // not be stored: it comes again then.
    void Consume(const std::vector<events::ReceivedEvent>& batch);

private:
    using Runner = events::CommandRunner<CaseCommand, Case>;

    async::Executor executor_;
    const CasePolicy policy_;
    Runner runner_;
};

}  // namespace clearway::compliance
