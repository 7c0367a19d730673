// SPDX-License-Identifier: Apache-2.0
// The block and allow lists in PostgreSQL: changed a batch at a time by the single writer, read by
// operators and into memory. It decides nothing.
#pragma once

#include <map>
#include <mutex>
#include <span>

#include "postgres/connection.h"
#include "postgres/read_pool.h"
#include "services/fraud/scoring/party_lists.h"
#include "services/fraud/usecase/list_parties.h"

namespace clearway::fraud {

// The newest entry of each of the parties that has one.
std::map<ListedParty, PartyListing> LoadNewestListings(postgres::Transaction& transaction,
                                                       std::span<const ListedParty> parties);

// Stores new entries and the end of known ones. A party's entries are in the order of versions.
void SaveListings(postgres::Transaction& transaction, std::span<const PartyListing> listings);

class StoredLists final : public ListQueries {
public:
    // The references must outlive this.
    StoredLists(postgres::ReadPool& pool, PartyLists& lists) : pool_(pool), lists_(lists) {}

    async::Task<core::Result<std::vector<PartyListing>>> Page(ListingFilter filter) override;
    async::Task<core::Result<core::Done>> Refresh() override;

private:
    postgres::ReadPool& pool_;
    PartyLists& lists_;
    std::mutex refreshing_;  // what was read later must not be put in place first
};

}  // namespace clearway::fraud
