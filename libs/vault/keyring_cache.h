// SPDX-License-Identifier: Apache-2.0
// Keyrings in memory, so that not each value costs a call to the token: at most so many, each for
// so long since it was read. What is let go is wiped as soon as nobody uses it any more.
// Synchronised.
#pragma once

#include <chrono>
#include <list>
#include <mutex>
#include <unordered_map>

#include "core/clock.h"
#include "vault/keyring.h"

namespace clearway::vault {

class KeyringCache {
public:
    KeyringCache(std::size_t entries_max, std::chrono::milliseconds time_to_live,
                 const core::Clock& clock);

    // nullptr when it is not known, or no longer.
    SharedKeyring Find(const PersonId& person);
    void Insert(const PersonId& person, SharedKeyring ring);
    void Erase(const PersonId& person);
    // Lets go what is too old; the other methods do so too.
    void Sweep();
    std::size_t Size();

private:
    struct Entry {
        PersonId person;
        SharedKeyring ring;
        core::Timestamp until;
    };
    using Entries = std::list<Entry>;

    void DropOldest();
    void DropOutdated();

    const std::size_t entries_max_;
    const std::chrono::milliseconds time_to_live_;
    const core::Clock& clock_;
    std::mutex mutex_;
    Entries entries_;  // in the order of their reading, which is that of their end
    std::unordered_map<PersonId, Entries::iterator> places_;
};

}  // namespace clearway::vault
