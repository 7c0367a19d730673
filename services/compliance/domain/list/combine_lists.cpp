// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/list/combine_lists.h"

#include <iterator>
#include <utility>

#include "core/digest.h"

namespace clearway::compliance {
namespace {

// Positive, and far above every number that OFAC gives.
std::int64_t NumberOf(const std::string& id) {
    const auto digest = core::Sha256(id);
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < sizeof number; ++i) number = number << 8 | digest[i];
    return static_cast<std::int64_t>(number >> 1 | std::uint64_t{1} << 62);
}

}  // namespace

SanctionsList CombineLists(std::vector<SourceList> lists) {
    SanctionsList all;
    for (auto& [source, list] : lists) {
        const auto first = static_cast<std::uint32_t>(all.entries.size());
        if (!all.version.empty()) all.version += " + ";
        all.version += list.version;
        for (auto& entry : list.entries) {
            entry.id = source + ":" + entry.id;
            if (source != kOfacSource) entry.number = NumberOf(entry.id);
        }
        for (auto& name : list.names) name.entry += first;
        std::ranges::move(list.entries, std::back_inserter(all.entries));
        std::ranges::move(list.names, std::back_inserter(all.names));
    }
    return all;
}

}  // namespace clearway::compliance
