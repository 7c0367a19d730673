// SPDX-License-Identifier: Apache-2.0
// The steps of a list version. Two operators make a version active; one goes back. A list that lost
// half of its entries becomes active only for a reason that somebody gave. Pure.
#pragma once

#include <optional>
#include <vector>

#include "core/result.h"
#include "services/compliance/domain/list/list_version.h"

namespace clearway::compliance {

struct ListDecision {
    ListVersion after;                      // the version that the command was about
    std::optional<ListVersion> other = {};  // the one that it took the place of, or that takes its
    std::vector<ListFact> facts = {};
    bool switched = false;  // another version is active than before
};

// `version`: the named one. `active`: that of the same source. `change`: of the named one against
// it. `activation`: the number of the next activation. The first operator's call again changes
// nothing. Errors: kNotFound, kReleaseRefused (half of the entries are gone).
core::Result<ListDecision> DecideActivate(const std::optional<ListVersion>& version,
                                          const std::optional<ListVersion>& active,
                                          const ListChange& change, std::int64_t activation,
                                          const ActivateList& command);

// `before`: the version whose place the named one took. `change`: of that against the named one.
// Errors: kNotFound, kReleaseStateConflict (the named one is not active, or had none before it).
core::Result<ListDecision> DecideRollBack(const std::optional<ListVersion>& version,
                                          const std::optional<ListVersion>& before,
                                          const ListChange& change, std::int64_t activation,
                                          const RollBackList& command);

// That it was imported; no fact when that is stored already.
ListDecision DecideAnnounce(const ListVersion& version);

// The first list of an empty database is active by nobody's word.
ListDecision DecideFirst(ListVersion version, core::Timestamp at);

}  // namespace clearway::compliance
