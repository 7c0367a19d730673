// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/domain/party_listing.h"

#include <algorithm>

namespace clearway::fraud {

namespace {

// An entry that had expired has ended then, and never before it began.
core::Timestamp EndOf(const PartyListing& listing, core::Timestamp now) {
    return std::max(listing.added_at, std::min(now, listing.expires_at));
}

bool Stands(const PartyListing& listing, core::Timestamp now) {
    return !listing.ended_at && now < listing.expires_at;
}

}  // namespace

std::string_view NameOf(ListKind list) {
    switch (list) {
        case ListKind::kBlock: return "block";
        case ListKind::kAllow: return "allow";
    }
    return "";
}

std::string_view NameOf(PartyKind party) {
    switch (party) {
        case PartyKind::kPayer: return "payer";
        case PartyKind::kPayee: return "payee";
        case PartyKind::kDevice: return "device";
    }
    return "";
}

core::Uuid ListingStream(const ListedParty& party) {
    return core::Uuid::Derive(
        party.key, std::string(NameOf(party.list)).append("/").append(NameOf(party.party)));
}

core::Result<ListingDecision> DecideList(const std::optional<PartyListing>& newest,
                                         const ListParty& command) {
    // No policy asks for it: the entry would promise what it does not do.
    if (command.party.list == ListKind::kAllow && command.party.party == PartyKind::kDevice)
        return core::InvalidField("party", "must not be a device: those are only ever blocked");
    if (command.expires_at <= command.at || command.expires_at > command.at + kListedForMax)
        return core::InvalidField("expires_at", "must be within five years from now");
    if (newest && Stands(*newest, command.at) && newest->expires_at == command.expires_at &&
        newest->reason == command.reason)
        return ListingDecision{.listing = *newest};
    ListingDecision decision;
    if (newest && !newest->ended_at) {
        decision.replaced = newest;
        decision.replaced->ended_at = EndOf(*newest, command.at);
        decision.replaced->ended_by = command.by;
    }
    decision.version = newest ? std::max(newest->version, newest->ended_version) + 1 : 1;
    decision.listing = {.party = command.party,
                        .reason = command.reason,
                        .added_by = command.by,
                        .added_at = command.at,
                        .expires_at = command.expires_at,
                        .version = decision.version};
    return decision;
}

core::Result<ListingDecision> DecideUnlist(const std::optional<PartyListing>& newest,
                                           const UnlistParty& command) {
    if (!newest) return core::ErrorCode::kNotFound;
    ListingDecision decision{.listing = *newest};
    if (newest->ended_at) return decision;
    decision.version = newest->version + 1;
    decision.listing.ended_at = EndOf(*newest, command.at);
    decision.listing.ended_by = command.by;
    decision.listing.ended_version = decision.version;
    return decision;
}

}  // namespace clearway::fraud
