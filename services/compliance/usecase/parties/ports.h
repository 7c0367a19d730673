// SPDX-License-Identifier: Apache-2.0
// What the use cases of parties need from outside: parties changed durably, and read. No SQL, no
// keys and no protobuf here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "async/task.h"
#include "core/page_token.h"
#include "core/result.h"
#include "services/compliance/domain/parties/commands.h"

namespace clearway::compliance {

struct PartyReply {
    Party party;
    bool replayed = false;
};

class PartyCommands {
public:
    virtual ~PartyCommands() = default;
    // The party as it is after the command, once that is durable. Errors: those of the decision;
    // kOverloaded, kUnavailable (also: no keys).
    virtual async::Task<core::Result<PartyReply>> Submit(PartyCommand command) = 0;
};

struct PartyFilter {
    std::string partner_id;
    std::optional<KycStatus> status = {};
    std::size_t limit = 50;
    std::optional<core::PagePosition> after = {};
};

// Verified parties that were reviewed at these times or before, by their risk.
struct ReviewFilter {
    core::Timestamp low;
    core::Timestamp medium;
    core::Timestamp high;
    std::size_t limit = 50;
    std::optional<core::PagePosition> after = {};
};

class PartyQueries {
public:
    virtual ~PartyQueries() = default;
    // A party whose record does not open comes as such (`unreadable`), nobody fails for it. Errors
    // of all: kOverloaded, kUnavailable. Of Get also kPartyNotFound.
    virtual async::Task<core::Result<Party>> Get(PartyId id) = 0;
    // Newest first.
    virtual async::Task<core::Result<std::vector<Party>>> List(PartyFilter filter) = 0;
    // The longest due first.
    virtual async::Task<core::Result<std::vector<Party>>> ListForReview(ReviewFilter filter) = 0;
    // Those whose details were not screened yet, behind `after`, by id.
    virtual async::Task<core::Result<std::vector<Party>>> ListUnscreened(PartyId after,
                                                                         std::size_t limit) = 0;
};

}  // namespace clearway::compliance
