// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/listing_batch.h"

#include <utility>

#include "services/fraud/events/party_listed.h"

namespace clearway::fraud {

std::optional<PartyListing> ListingBatch::NewestOf(const ListedParty& party) const {
    const auto found = newest_.find(party);
    return found == newest_.end() ? std::nullopt : std::optional(found->second);
}

core::Result<PartyListing> ListingBatch::Keep(core::Result<ListingDecision> decision,
                                              const std::string& traceparent) {
    if (!decision) return std::move(decision).error();
    const auto& listing = decision->listing;
    if (decision->version == 0) return listing;
    if (const auto& replaced = decision->replaced)
        changed_.insert_or_assign({replaced->party, replaced->version}, *replaced);
    changed_.insert_or_assign({listing.party, listing.version}, listing);
    newest_.insert_or_assign(listing.party, listing);
    sink_.push_back(ToEvent(*decision, traceparent));
    return listing;
}

core::Result<PartyListing> ListingBatch::Decide(const ListParty& command) {
    return Keep(DecideList(NewestOf(command.party), command), command.traceparent);
}

core::Result<PartyListing> ListingBatch::Decide(const UnlistParty& command) {
    return Keep(DecideUnlist(NewestOf(command.party), command), command.traceparent);
}

void ListingBatch::Save() {
    std::vector<PartyListing> listings;
    for (const auto& [place, listing] : changed_) listings.push_back(listing);
    SaveListings(transaction_, listings);
}

}  // namespace clearway::fraud
