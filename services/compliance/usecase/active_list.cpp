// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/active_list.h"

#include <utility>

namespace clearway::compliance {

LoadedLists::LoadedLists(SanctionsList all, std::size_t cached_names_max)
    : screener_(std::move(all)),
      cache_(cached_names_max),
      cached_("clearway_screening_cache_hits_total", "Names whose matches were known.") {}

std::vector<NameMatch> LoadedLists::Screen(const NormalisedName& name,
                                           const QueryFacts& facts) const {
    if (auto known = cache_.Find(name, facts)) {
        cached_.Add();
        return std::move(*known);
    }
    auto matches = screener_.Screen(name, facts);
    cache_.Keep(name, matches, facts);
    return matches;
}

std::shared_ptr<const LoadedLists> ActiveList::Get() const {
    const std::lock_guard lock(mutex_);
    return lists_;
}

void ActiveList::Use(std::shared_ptr<const LoadedLists> lists) {
    {
        const std::lock_guard lock(mutex_);
        lists_.swap(lists);
    }
    // The last holder of the old lists frees them: not under the lock.
}

}  // namespace clearway::compliance
