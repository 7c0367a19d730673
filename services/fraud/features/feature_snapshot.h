// SPDX-License-Identifier: Apache-2.0
// Snapshots of the feature engine in a folder, features-<position>.state: the state that the
// entries of the feature log up to a position make, and nothing else, so that a restart needs only
// what came after. The newest two stay: a snapshot that cannot be used costs time, never a wrong
// feature.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/uuid.h"
#include "services/fraud/features/feature_engine.h"

namespace clearway::fraud {

// Writes a snapshot and removes older ones but one. `log` names the log that the position is of: a
// snapshot of another database is worth nothing. Throws std::runtime_error.
std::filesystem::path SaveSnapshot(const std::filesystem::path& folder, const core::Uuid& log,
                                   std::int64_t position, const FeatureEngine& engine);

struct RestoredSnapshot {
    std::optional<FeatureEngine> engine;  // none: no snapshot can be used
    std::int64_t position = 0;
    std::vector<std::string> refused;  // newer ones, and why they cannot be used
};

// The newest snapshot of the log up to `position_max`, which is where the log ends: one beyond is
// of another past.
RestoredSnapshot LoadSnapshot(const std::filesystem::path& folder, const core::Uuid& log,
                              std::int64_t position_max, const FeatureTable& table,
                              std::size_t entities_max);

}  // namespace clearway::fraud
