// SPDX-License-Identifier: Apache-2.0
// What a partner does with its customers: register, change, read. Input is checked here; what it
// does to a party the domain says. Another partner's party is as unknown as one that does not
// exist.
#pragma once

#include "rpc/call_context.h"
#include "services/compliance/usecase/parties/ports.h"
#include "services/compliance/usecase/parties/screen_party.h"

namespace clearway::compliance {

struct PartyPageRequest {
    std::optional<KycStatus> status = {};
    int page_size = 0;  // 0: the default
    std::string page_token = {};
};

struct PartyPage {
    std::vector<Party> parties;
    std::string next_page_token;  // empty: this was the last page
};

class KeepParties {
public:
    // The references must outlive this.
    KeepParties(PartyCommands& commands, PartyQueries& queries, ScreenParty& screen,
                const core::Clock& clock)
        : commands_(commands), queries_(queries), screen_(screen), clock_(clock) {}

    // With an Idempotency-Key the party's id follows from it. Errors of all: kCallerNotAllowed (no
    // partner), kInvalidArgument, those of the decision, kOverloaded, kUnavailable.
    async::Task<core::Result<Party>> Register(rpc::CallContext& call, PartyKind kind,
                                              PartyDetails details);
    async::Task<core::Result<Party>> Change(rpc::CallContext& call, PartyId id,
                                            PartyDetails changes);
    async::Task<core::Result<Party>> AddDocument(rpc::CallContext& call, PartyId id,
                                                 PartyDocument document);
    async::Task<core::Result<Party>> Get(const rpc::CallContext& call, PartyId id);
    async::Task<core::Result<PartyPage>> List(const rpc::CallContext& call,
                                              PartyPageRequest request);

private:
    async::Task<core::Result<Party>> Store(rpc::CallContext& call, PartyCommand command);

    PartyCommands& commands_;
    PartyQueries& queries_;
    ScreenParty& screen_;
    const core::Clock& clock_;
};

}  // namespace clearway::compliance
