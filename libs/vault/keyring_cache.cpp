// SPDX-License-Identifier: Apache-2.0
#include "vault/keyring_cache.h"

#include <algorithm>

namespace clearway::vault {

KeyringCache::KeyringCache(std::size_t entries_max, std::chrono::milliseconds time_to_live,
                           const core::Clock& clock)
    : entries_max_(std::max<std::size_t>(entries_max, 1)),
      time_to_live_(time_to_live),
      clock_(clock) {}

void KeyringCache::DropOldest() {
    places_.erase(entries_.front().person);
    entries_.pop_front();
}

void KeyringCache::DropOutdated() {
    const auto now = clock_.Now();
    while (!entries_.empty() && entries_.front().until <= now) DropOldest();
}

SharedKeyring KeyringCache::Find(const PersonId& person) {
    const std::lock_guard lock(mutex_);
    DropOutdated();
    const auto found = places_.find(person);
    return found == places_.end() ? nullptr : found->second->ring;
}

void KeyringCache::Insert(const PersonId& person, SharedKeyring ring) {
    const std::lock_guard lock(mutex_);
    DropOutdated();
    if (const auto found = places_.find(person); found != places_.end()) {
        entries_.erase(found->second);
        places_.erase(found);
    }
    if (entries_.size() >= entries_max_) DropOldest();
    entries_.push_back({person, std::move(ring), clock_.Now() + time_to_live_});
    places_.emplace(person, std::prev(entries_.end()));
}

void KeyringCache::Erase(const PersonId& person) {
    const std::lock_guard lock(mutex_);
    const auto found = places_.find(person);
    if (found == places_.end()) return;
    entries_.erase(found->second);
    places_.erase(found);
}

void KeyringCache::Sweep() {
    const std::lock_guard lock(mutex_);
    DropOutdated();
}

std::size_t KeyringCache::Size() {
    const std::lock_guard lock(mutex_);
    return entries_.size();
}

}  // namespace clearway::vault
