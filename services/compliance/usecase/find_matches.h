// SPDX-License-Identifier: Apache-2.0
// Looks a name up in the lists for an alert: a name that cannot be read is a finding too, because a
// listed one could hide in it. And the matches of a case that come of what was found.
#pragma once

#include <string>
#include <vector>

#include "services/compliance/usecase/active_list.h"
#include "services/compliance/usecase/screening_evidence.h"

namespace clearway::compliance {

inline constexpr char kUnreadableName[] = "unreadable_name";

NameFound FindMatches(const LoadedLists& lists, PartyRole role, std::string name, QueryFacts facts);

// An alert without kind, subject and time. `digest_key` keeps equal names of different cases apart.
RaiseAlert AlertFor(const ScreeningFound& found, const std::string& digest_key);

// The same names that fit the same entries are the same finding, whatever the version of the list.
core::Uuid DeriveScreeningAlert(const RaiseAlert& found);

}  // namespace clearway::compliance
