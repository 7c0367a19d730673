// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/list/list_delta.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace clearway::compliance {
namespace {

constexpr std::size_t kOneInGoneMax = 2;  // one in so many entries gone is too many

using Names = std::vector<std::pair<NameQuality, std::string_view>>;

// The names of each entry, by its place.
std::vector<Names> NamesByEntry(const SanctionsList& list) {
    std::vector<Names> names(list.entries.size());
    for (const auto& name : list.names) names[name.entry].emplace_back(name.quality, name.name);
    for (auto& of_one : names) std::ranges::sort(of_one);
    return names;
}

template <class T>
bool SameInAnyOrder(const std::vector<T>& a, const std::vector<T>& b) {
    return std::ranges::is_permutation(a, b);
}

void Add(std::string& what, std::string_view part) {
    if (!what.empty()) what += ", ";
    what += part;
}

std::string Difference(const ListEntry& before, const Names& names_before, const ListEntry& after,
                       const Names& names_after) {
    std::string what;
    if (before.type != after.type) Add(what, "type");
    if (before.program != after.program) Add(what, "programme");
    if (names_before != names_after) Add(what, "names");
    if (!SameInAnyOrder(before.facts.births, after.facts.births)) Add(what, "births");
    if (!SameInAnyOrder(before.facts.countries, after.facts.countries)) Add(what, "countries");
    if (!SameInAnyOrder(before.facts.identifiers, after.facts.identifiers))
        Add(what, "identifiers");
    return what;
}

EntryChange ChangeOf(const ListEntry& entry, const Names& names, std::string what = {}) {
    return {.id = entry.id,
            .name = names.empty() ? std::string() : std::string(names.front().second),
            .what = std::move(what)};
}

}  // namespace

ListDelta CompareLists(const SanctionsList& previous, const SanctionsList& next) {
    const auto names_before = NamesByEntry(previous);
    const auto names_after = NamesByEntry(next);
    std::unordered_map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < previous.entries.size(); ++i)
        places.emplace(previous.entries[i].id, i);
    std::vector<bool> stays(previous.entries.size(), false);
    ListDelta delta{.previous_entries = previous.entries.size()};
    for (std::size_t i = 0; i < next.entries.size(); ++i) {
        const auto& entry = next.entries[i];
        const auto found = places.find(entry.id);
        if (found == places.end()) {
            delta.added.push_back(ChangeOf(entry, names_after[i]));
            continue;
        }
        const auto before = found->second;
        stays[before] = true;
        auto what =
            Difference(previous.entries[before], names_before[before], entry, names_after[i]);
        if (!what.empty())
            delta.changed.push_back(ChangeOf(entry, names_after[i], std::move(what)));
    }
    for (std::size_t i = 0; i < stays.size(); ++i)
        if (!stays[i]) delta.gone.push_back(ChangeOf(previous.entries[i], names_before[i]));
    return delta;
}

bool LostTooMany(const ListDelta& delta) {
    return !delta.gone.empty() && delta.gone.size() * kOneInGoneMax >= delta.previous_entries;
}

}  // namespace clearway::compliance
