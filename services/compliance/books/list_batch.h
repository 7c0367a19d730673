// SPDX-License-Identifier: Apache-2.0
// One batch of steps of list versions in one transaction: loaded, decided, stored, with their
// facts. A version that cannot be loaded never becomes active. Part of the application's wiring.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "events/command_runner.h"
#include "services/compliance/books/loaded_versions.h"
#include "services/compliance/domain/list/decide_list.h"

namespace clearway::compliance {

// The facts of imports that have none yet.
struct AnnounceLists {};
// For a database without any active list.
struct StoreFirstList {
    std::shared_ptr<const KeptList> kept;
    core::Timestamp at;
};

using ListCommand = std::variant<ActivateList, RollBackList, AnnounceLists, StoreFirstList>;

struct ListBatchOutcome {
    std::vector<core::Result<ListVersion>> replies;
    std::optional<LoadedVersions> prepared;  // what is active after the batch, when that changed
};

ListBatchOutcome ApplyListCommands(postgres::Transaction& transaction,
                                   std::span<const ListCommand> commands, events::EventSink& sink,
                                   std::size_t cached_names_max);

}  // namespace clearway::compliance
