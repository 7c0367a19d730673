// SPDX-License-Identifier: Apache-2.0
// The lists in use. Whoever screens asks for them once a call and keeps what it got until the call
// ends: a switch waits for nobody, and no call sees parts of two versions. What names were screened
// to is remembered with the lists it was found in, so no match of an older list is ever answered.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "services/compliance/domain/screening/screener.h"
#include "services/compliance/usecase/match_cache.h"
#include "telemetry/metrics.h"

namespace clearway::compliance {

// One version of all lists, ready to screen with. Shared by all threads.
class LoadedLists {
public:
    // `all`: see CombineLists. Takes a second or so for a whole list.
    LoadedLists(SanctionsList all, std::size_t cached_names_max);

    // As Screener::Screen, remembered.
    std::vector<NameMatch> Screen(const NormalisedName& name, const QueryFacts& facts = {}) const;

    const Screener& GetScreener() const { return screener_; }
    const std::string& Version() const { return screener_.ListVersion(); }

private:
    const Screener screener_;
    mutable MatchCache cache_;
    const metrics::Counter cached_;
};

class ActiveList {
public:
    explicit ActiveList(std::shared_ptr<const LoadedLists> lists) : lists_(std::move(lists)) {}

    // Never null.
    std::shared_ptr<const LoadedLists> Get() const;
    // Calls that begin after this returns see the new lists.
    void Use(std::shared_ptr<const LoadedLists> lists);

private:
    mutable std::mutex mutex_;
    std::shared_ptr<const LoadedLists> lists_;
};

}  // namespace clearway::compliance
