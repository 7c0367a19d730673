// SPDX-License-Identifier: Apache-2.0
// The state of the features follows the feature log: entries are applied once each and in their
// order, at the start, while the service runs, and when a snapshot is made.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>

#include "services/fraud/features/feature_engine.h"
#include "services/fraud/usecase/ports.h"

namespace clearway::fraud {

// Counts an attempt or takes note of a report. A time that no clock shows is passed over.
void ApplyEntry(FeatureEngine& engine, const LogEntry& entry);

class LogFollower {
public:
    using Apply = std::function<void(std::span<const LogEntry>)>;

    // `log` must outlive the follower. It is read in pieces of `read_at_once` entries.
    LogFollower(FeatureLogReader& log, std::int64_t position, Apply apply,
                std::int64_t read_at_once = 10'000);

    // Applies all that the log holds behind the position; how many entries. Throws what the log
    // does: the position is behind what was applied then.
    std::int64_t CatchUp();
    std::int64_t Position() const { return position_; }

private:
    FeatureLogReader& log_;
    std::int64_t position_;
    Apply apply_;
    std::int64_t read_at_once_;
};

// What the newest snapshot that can be used holds; refused ones are logged.
struct RestoredState {
    FeatureEngine engine;
    std::int64_t position = 0;  // 0: from nothing
};
RestoredState RestoreState(const std::filesystem::path& folder, FeatureLogReader& log,
                           const FeatureTable& table, std::size_t entities_max);

// Makes a snapshot of all that the log holds now, from the newest that there is. The engine that
// scores is left alone: memory for a second one is needed while it runs. Its path.
std::filesystem::path MakeSnapshot(const std::filesystem::path& folder, FeatureLogReader& log,
                                   const FeatureTable& table, std::size_t entities_max);

}  // namespace clearway::fraud
