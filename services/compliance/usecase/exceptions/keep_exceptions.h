// SPDX-License-Identifier: Apache-2.0
// Operators look at exceptions and end them.
#pragma once

#include "rpc/call_context.h"
#include "services/compliance/usecase/exceptions/ports.h"

namespace clearway::compliance {

struct ExceptionPage {
    std::vector<ScreeningException> exceptions;
    std::string next_page_token;  // empty: this was the last page
};

class KeepExceptions {
public:
    // The references must outlive this.
    KeepExceptions(ExceptionCommands& commands, ExceptionQueries& queries, const core::Clock& clock)
        : commands_(commands), queries_(queries), clock_(clock) {}

    // Errors: kInvalidArgument (page_size, page_token), kOverloaded, kUnavailable.
    async::Task<core::Result<ExceptionPage>> List(std::optional<PartyId> party, int page_size,
                                                  std::string page_token);
    // A second time changes nothing. Errors: kNotFound, kOverloaded, kUnavailable.
    async::Task<core::Result<ScreeningException>> Revoke(const rpc::CallContext& call,
                                                         core::Uuid id, std::string reason);

private:
    ExceptionCommands& commands_;
    ExceptionQueries& queries_;
    const core::Clock& clock_;
};

}  // namespace clearway::compliance
