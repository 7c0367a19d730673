// SPDX-License-Identifier: Apache-2.0
// What operators decide about customers: status, tier, risk, and the reviews that are due.
#pragma once

#include "rpc/call_context.h"
#include "services/compliance/domain/parties/review.h"
#include "services/compliance/usecase/parties/keep_parties.h"

namespace clearway::compliance {

class DecideOnParties {
public:
    // The references must outlive this.
    DecideOnParties(PartyCommands& commands, PartyQueries& queries, const core::Clock& clock,
                    ReviewPeriods periods)
        : commands_(commands), queries_(queries), clock_(clock), periods_(periods) {}

    // Errors: kPartyNotFound, kOverloaded, kUnavailable.
    async::Task<core::Result<Party>> Get(PartyId id) { return queries_.Get(id); }
    // `command` without time. Errors: those of the decision, kOverloaded, kUnavailable.
    async::Task<core::Result<Party>> Decide(const rpc::CallContext& call, PartyCommand command);
    // Errors: kInvalidArgument (page_size, page_token), kOverloaded, kUnavailable.
    async::Task<core::Result<PartyPage>> ListForReview(int page_size, std::string page_token);

private:
    PartyCommands& commands_;
    PartyQueries& queries_;
    const core::Clock& clock_;
    const ReviewPeriods periods_;
};

}  // namespace clearway::compliance
