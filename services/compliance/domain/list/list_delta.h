// SPDX-License-Identifier: Apache-2.0
// What a newer list of the same source changes: entries are the same when their ids are.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "services/compliance/domain/list/sanctions_list.h"

namespace clearway::compliance {

struct EntryChange {
    std::string id;
    std::string name;       // the primary one; of an entry that is gone, its last
    std::string what = {};  // of a changed one: "names, births"
};

// Each in the order of the list in which it stands: those that are gone in that of the old one.
struct ListDelta {
    std::size_t previous_entries = 0;
    std::vector<EntryChange> added = {};
    std::vector<EntryChange> gone = {};
    std::vector<EntryChange> changed = {};
};

ListDelta CompareLists(const SanctionsList& previous, const SanctionsList& next);

// Half of the entries or more are gone. Lists lose some entries at a time; one that loses that many
// is a part of a list, or another one, and each name that it lacks would be cleared in silence.
bool LostTooMany(const ListDelta& delta);

}  // namespace clearway::compliance
