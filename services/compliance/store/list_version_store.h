// SPDX-License-Identifier: Apache-2.0
// The versions of the sanctions lists in PostgreSQL, and how far parties are screened again. It
// decides nothing, but content that is not what its digest says is never handed out.
#pragma once

#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "postgres/connection.h"
#include "services/compliance/domain/list/list_version.h"

namespace clearway::compliance {

// The content of a version is missing, or is not what was stored.
struct BrokenList : std::runtime_error {
    explicit BrokenList(const std::string& version)
        : std::runtime_error("the stored list " + version + " is broken") {}
};

// Waits for other writers of list versions; none is beside until the transaction ends.
void LockLists(postgres::Transaction& transaction);

std::optional<ListVersion> FindListVersion(postgres::Transaction& transaction,
                                           const core::Uuid& id);
std::optional<ListVersion> FindActiveList(postgres::Transaction& transaction,
                                          const std::string& source);
// One a source, in the order of the sources' names.
std::vector<ListVersion> LoadActiveLists(postgres::Transaction& transaction);
// The newest `limit` of a source, or of all ("").
std::vector<ListVersion> LoadListVersions(postgres::Transaction& transaction,
                                          const std::string& source, std::int64_t limit);
// Those whose import is no fact yet.
std::vector<core::Uuid> FindUnannouncedLists(postgres::Transaction& transaction);

// Which versions are active, and the numbers of their activations: cheap, and different after every
// switch.
using ActiveIds = std::vector<std::pair<core::Uuid, std::int64_t>>;
ActiveIds ReadActiveIds(postgres::Transaction& transaction);

// The number of the last activation of any list; 0 before the first.
std::int64_t LastActivation(postgres::Transaction& transaction);

// A new version with its content, or the new state of a known one.
void AddListVersion(postgres::Transaction& transaction, const KeptList& kept);
// Those first that make place: one version of a source is active at any time.
void SaveListVersions(postgres::Transaction& transaction, std::vector<ListVersion> versions);

// Throws BrokenList.
SanctionsList LoadListContent(postgres::Transaction& transaction, const ListVersion& version);

}  // namespace clearway::compliance
