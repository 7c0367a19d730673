// SPDX-License-Identifier: Apache-2.0
// The block and allow lists: parties that a policy may name by flag. Every entry ends: who is on a
// list for ever is forgotten there. Thread-safe.
#pragma once

#include <cstdint>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "services/fraud/domain/attempt.h"
#include "services/fraud/domain/list_entry.h"

namespace clearway::fraud {

// The parties of an attempt that are on a list.
struct ListFlags {
    bool payer_blocked = false;
    bool payee_blocked = false;
    bool device_blocked = false;
    bool payer_allowed = false;
    bool payee_allowed = false;

    friend bool operator==(const ListFlags&, const ListFlags&) = default;
};

class PartyLists {
public:
    // In place of what was there. Of several entries of a party on a list the last to end counts.
    void Replace(const std::vector<ListEntry>& entries);
    // As of the attempt's own time.
    ListFlags FlagsOf(const Attempt& attempt) const;

private:
    struct Ends {
        core::Timestamp blocked{};  // the epoch: is not on it
        core::Timestamp allowed{};
    };
    using Parties = std::unordered_map<EntityKey, Ends>;

    static Ends EndsOf(const Parties& parties, const EntityKey& key);

    mutable std::mutex mutex_;
    Parties payers_;
    Parties payees_;
    Parties devices_;
};

}  // namespace clearway::fraud
