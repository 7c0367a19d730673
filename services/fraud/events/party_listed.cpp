// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/events/party_listed.h"

#include "clearway/fraud/v1/fraud_events.pb.h"
#include "rpc/times.h"

namespace clearway::fraud {

namespace {

template <class Fact>
Fact Begin(const ListedParty& party) {
    Fact fact;
    fact.set_list(std::string(NameOf(party.list)));
    fact.set_party(std::string(NameOf(party.party)));
    fact.set_key(party.key.ToString());
    return fact;
}

}  // namespace

events::NewEvent ToEvent(const ListingDecision& decision, const std::string& traceparent) {
    const auto& listing = decision.listing;
    const auto& party = listing.party;
    const auto stream = ListingStream(party);
    const auto name =
        std::string(NameOf(party.party)).append(" on list ").append(NameOf(party.list));
    events::NewEvent event;
    if (listing.ended_at) {
        auto fact = Begin<v1::PartyUnlisted>(party);
        fact.set_removed_by(listing.ended_by);
        event = events::MakeEvent(stream, decision.version, fact, *listing.ended_at,
                                  "no longer a " + name);
    } else {
        auto fact = Begin<v1::PartyListed>(party);
        fact.set_added_by(listing.added_by);
        *fact.mutable_expires_at() = rpc::ToTimestamp(listing.expires_at);
        event = events::MakeEvent(stream, decision.version, fact, listing.added_at, "a " + name);
    }
    event.traceparent = traceparent;
    return event;
}

}  // namespace clearway::fraud
