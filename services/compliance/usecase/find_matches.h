// SPDX-License-Identifier: Apache-2.0
// Looks a name up in the lists for an alert: a name that cannot be read is a finding too, because a
// listed one could hide in it. And the matches of a case that come of what was found.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "services/compliance/usecase/active_list.h"
#include "services/compliance/usecase/exceptions/ports.h"
#include "services/compliance/usecase/name_digests.h"
#include "services/compliance/usecase/screening_evidence.h"

namespace clearway::compliance {

inline constexpr char kUnreadableName[] = "unreadable_name";

NameFound FindMatches(const LoadedLists& lists, PartyRole role, std::string name, QueryFacts facts);

// The name is this party's: without what operators have seen of this very party and entry.
void TakeExcepted(NameFound& found, const PartyRecord& record,
                  std::span<const ScreeningException> exceptions);

// An alert without kind, subject and time. `salt` keeps equal names of different cases apart.
RaiseAlert AlertFor(const ScreeningFound& found, const std::string& salt, const NameDigest& digest);

// The same names that fit the same entries are the same finding, whatever the version of the list.
// What a known party is known by, or what an entry that it fits says, is part of the finding: when
// either changes it is another one.
core::Uuid DeriveScreeningAlert(const RaiseAlert& alert, const ScreeningFound& found);

// The matches of known parties, to be noted before their alert is there to be cleared.
NoteMatches MatchesToNote(const ScreeningFound& found, const core::Uuid& alert_id,
                          core::Timestamp at);

}  // namespace clearway::compliance
