// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/books/loaded_versions.h"

#include <algorithm>
#include <utility>

#include "services/compliance/domain/list/combine_lists.h"

namespace clearway::compliance {

std::int64_t LoadedVersions::Activation() const {
    std::int64_t last = 0;
    for (const auto& version : versions) last = std::max(last, version.activation);
    return last;
}

ActiveIds LoadedVersions::Ids() const {
    ActiveIds ids;
    for (const auto& version : versions) ids.emplace_back(version.id, version.activation);
    return ids;
}

LoadedVersions LoadVersions(postgres::Transaction& transaction, std::vector<ListVersion> versions,
                            std::size_t cached_names_max) {
    std::ranges::sort(versions, {}, &ListVersion::source);
    std::vector<SourceList> sources;
    for (const auto& version : versions)
        sources.push_back({version.source, LoadListContent(transaction, version)});
    auto lists =
        std::make_shared<const LoadedLists>(CombineLists(std::move(sources)), cached_names_max);
    return {.versions = std::move(versions), .lists = std::move(lists)};
}

}  // namespace clearway::compliance
