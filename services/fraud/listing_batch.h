// SPDX-License-Identifier: Apache-2.0
// The listings of one batch: loaded once, decided in order, saved once. Part of the application's
// wiring. Never: a decision.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "events/command_runner.h"
#include "services/fraud/domain/party_listing.h"
#include "services/fraud/store/list_store.h"

namespace clearway::fraud {

class ListingBatch {
public:
    // The references must outlive this.
    ListingBatch(postgres::Transaction& transaction, events::EventSink& sink,
                 std::span<const ListedParty> parties)
        : transaction_(transaction),
          sink_(sink),
          newest_(LoadNewestListings(transaction, parties)) {}

    core::Result<PartyListing> Decide(const ListParty& command);
    core::Result<PartyListing> Decide(const UnlistParty& command);
    // After the last decision.
    void Save();

private:
    std::optional<PartyListing> NewestOf(const ListedParty& party) const;
    core::Result<PartyListing> Keep(core::Result<ListingDecision> decision,
                                    const std::string& traceparent);

    postgres::Transaction& transaction_;
    events::EventSink& sink_;
    std::map<ListedParty, PartyListing> newest_;
    // By version, so that a party's entry has ended before the next is stored.
    std::map<std::pair<ListedParty, std::int32_t>, PartyListing> changed_;
};

}  // namespace clearway::fraud
