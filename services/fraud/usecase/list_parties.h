// SPDX-License-Identifier: Apache-2.0
// Operators keep the block and allow lists. What is changed is in force in this process when the
// answer leaves, and in another that serves within half a minute (keep_lists.h).
#pragma once

#include <vector>

#include "async/task.h"
#include "core/page_token.h"
#include "services/fraud/domain/party_listing.h"

namespace clearway::fraud {

class ListCommands {
public:
    virtual ~ListCommands() = default;
    // The entry as it is then, once that is durable. Errors: those of DecideList and DecideUnlist;
    // kOverloaded, kUnavailable.
    virtual async::Task<core::Result<PartyListing>> Submit(ListParty command) = 0;
    virtual async::Task<core::Result<PartyListing>> Submit(UnlistParty command) = 0;
};

// A page of entries, newest first.
struct ListingFilter {
    bool with_ended = false;
    std::size_t limit = 50;
    std::optional<core::PagePosition> after = {};
};

class ListQueries {
public:
    virtual ~ListQueries() = default;
    // Errors: kOverloaded, kUnavailable.
    virtual async::Task<core::Result<std::vector<PartyListing>>> Page(ListingFilter filter) = 0;
    // Brings the lists by which payments are judged up to what is stored. Errors as above: they are
    // as before then.
    virtual async::Task<core::Result<core::Done>> Refresh() = 0;
};

struct ListingPageRequest {
    bool with_ended = false;
    int page_size = 0;  // 0: the default
    std::string page_token = {};
};

struct ListingPage {
    std::vector<PartyListing> listings;
    std::string next_page_token;  // empty: this was the last page
};

class PartyDesk {
public:
    // The references must outlive this.
    PartyDesk(ListCommands& commands, ListQueries& queries, const core::Clock& clock)
        : commands_(commands), queries_(queries), clock_(clock) {}

    // Both put in the time. Errors: kInvalidArgument (reason), those of the port.
    async::Task<core::Result<PartyListing>> List(ListParty command);
    async::Task<core::Result<PartyListing>> Unlist(UnlistParty command);
    // Errors: kInvalidArgument (page_size, page_token), kOverloaded, kUnavailable.
    async::Task<core::Result<ListingPage>> Page(ListingPageRequest request);

private:
    async::Task<void> PutInForce();

    ListCommands& commands_;
    ListQueries& queries_;
    const core::Clock& clock_;
};

}  // namespace clearway::fraud
