// SPDX-License-Identifier: Apache-2.0
// Putting parties on block and allow lists and taking them off. A party has one entry on a list at
// a time; another takes its place, and what has ended is kept. Pure: no clock, no store.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "services/fraud/domain/list_entry.h"

namespace clearway::fraud {

// Longer is for ever: nobody remembers why.
inline constexpr std::chrono::days kListedForMax{1826};  // five years

std::string_view NameOf(ListKind list);    // "block", "allow"
std::string_view NameOf(PartyKind party);  // "payer", "payee", "device"

struct ListedParty {
    ListKind list = ListKind::kBlock;
    PartyKind party = PartyKind::kPayer;
    EntityKey key = {};

    friend auto operator<=>(const ListedParty&, const ListedParty&) = default;
};

// The stream of a party's entries on a list.
core::Uuid ListingStream(const ListedParty& party);

struct PartyListing {
    ListedParty party;
    std::string reason = {};
    std::string added_by = {};
    core::Timestamp added_at = {};
    core::Timestamp expires_at = {};
    std::optional<core::Timestamp> ended_at = {};  // removed, or another took its place
    std::string ended_by = {};
    std::int32_t version = 0;        // of the fact that it was listed
    std::int32_t ended_version = 0;  // of the fact that it was unlisted; 0: there is none

    friend bool operator==(const PartyListing&, const PartyListing&) = default;
};

struct ListParty {
    ListedParty party;
    std::string reason = {};
    std::string by = {};
    core::Timestamp at = {};
    core::Timestamp expires_at = {};
    std::string traceparent = {};
};

struct UnlistParty {
    ListedParty party;
    std::string by = {};
    core::Timestamp at = {};
    std::string traceparent = {};
};

struct ListingDecision {
    PartyListing listing;                       // as it is afterwards
    std::optional<PartyListing> replaced = {};  // what made room for it
    std::int32_t version = 0;                   // of the fact; 0: nothing changed
};

// `newest`: the party's last entry on the list, ended or not. Errors: kInvalidArgument (expires_at,
// party).
core::Result<ListingDecision> DecideList(const std::optional<PartyListing>& newest,
                                         const ListParty& command);
// Errors: kNotFound.
core::Result<ListingDecision> DecideUnlist(const std::optional<PartyListing>& newest,
                                           const UnlistParty& command);

}  // namespace clearway::fraud
