// SPDX-License-Identifier: Apache-2.0
// Joins the command runner with the domain's decisions about parties, the store and the facts:
// every change of a party goes through this one writer. Part of the application's wiring. Never: a
// decision.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "events/command_runner.h"
#include "services/compliance/store/unreadable_records.h"
#include "services/compliance/usecase/parties/ports.h"
#include "vault/person_keys.h"

namespace clearway::compliance {

class PartyBook final : public PartyCommands {
public:
    using Changed = std::function<void(const PartyId&)>;

    // `outbox`, the executor and `keys` must outlive the book. `changed` is called for a party
    // after the commit that changed it, on the writer's thread.
    PartyBook(const std::string& database_url, events::Outbox& outbox, async::Executor executor,
              vault::PersonKeys& keys, Changed changed = {});

    async::Task<core::Result<PartyReply>> Submit(PartyCommand command) override;

    // Suspends whom confirmed cases say to be listed, also without the token. Returns when the
    // batch took effect; throws when it could not be stored: it comes again then.
    void Consume(const std::vector<events::ReceivedEvent>& batch);

private:
    using Runner = events::CommandRunner<PartyCommand, PartyReply>;

    async::Executor executor_;
    UnreadableRecords unreadable_;
    std::vector<PartyId> changed_parties_;  // of the batch under way; the writer's
    Runner runner_;
};

}  // namespace clearway::compliance
