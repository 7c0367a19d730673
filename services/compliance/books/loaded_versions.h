// SPDX-License-Identifier: Apache-2.0
// The active versions of all sources as the lists to screen with. Part of the application's wiring.
// Never: a part of them, or content that is not what was stored.
#pragma once

#include <memory>
#include <vector>

#include "services/compliance/store/list_version_store.h"
#include "services/compliance/usecase/active_list.h"

namespace clearway::compliance {

struct LoadedVersions {
    std::vector<ListVersion> versions;  // one a source
    std::shared_ptr<const LoadedLists> lists;

    // Of the activation that came last.
    std::int64_t Activation() const;
    ActiveIds Ids() const;
};

// Takes a second or so a list. Throws BrokenList.
LoadedVersions LoadVersions(postgres::Transaction& transaction, std::vector<ListVersion> versions,
                            std::size_t cached_names_max);

}  // namespace clearway::compliance
