// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "services/compliance/domain/screening/screener.h"

namespace clearway::compliance {

Explanation Screener::Explain(std::string_view name, const QueryFacts& facts,
                              const NameMatch& match) const {
    Explanation why{.names = CompareNames(name, match.listed_name, match.type, statistics_),
                    .facts = {}};
    const auto entry = std::ranges::find(list_.entries, match.entry_id, &ListEntry::id);
    if (entry != list_.entries.end()) why.facts = CompareFacts(facts, entry->facts);
    return why;
}

}  // namespace clearway::compliance
