// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/usecase/follow_log.h"

#include <utility>

#include "services/fraud/features/feature_snapshot.h"
#include "telemetry/log.h"

namespace clearway::fraud {

void ApplyEntry(FeatureEngine& engine, const LogEntry& entry) {
    if (!IsPlausible(entry.attempt.created_at)) return;
    const auto observation = ObservationOf(entry.attempt);
    switch (entry.kind) {
        case LogEntry::Kind::kAttempt: engine.Count(observation); break;
        case LogEntry::Kind::kReport: engine.Report(observation); break;
    }
}

LogFollower::LogFollower(FeatureLogReader& log, std::int64_t position, Apply apply,
                         std::int64_t read_at_once)
    : log_(log), position_(position), apply_(std::move(apply)), read_at_once_(read_at_once) {}

std::int64_t LogFollower::CatchUp() {
    std::int64_t applied = 0;
    while (true) {
        const auto entries = log_.ReadAfter(position_, read_at_once_);
        if (entries.empty()) return applied;
        apply_(entries);
        position_ = entries.back().sequence;
        applied += static_cast<std::int64_t>(entries.size());
        if (static_cast<std::int64_t>(entries.size()) < read_at_once_) return applied;
    }
}

RestoredState RestoreState(const std::filesystem::path& folder, FeatureLogReader& log,
                           const FeatureTable& table, std::size_t entities_max) {
    auto snapshot = LoadSnapshot(folder, log.Identity(), log.End(), table, entities_max);
    for (const auto& refused : snapshot.refused)
        log::Warn("a snapshot of the features cannot be used", {{"reason", refused}});
    if (!snapshot.engine) return {FeatureEngine(table, entities_max), 0};
    return {std::move(*snapshot.engine), snapshot.position};
}

std::filesystem::path MakeSnapshot(const std::filesystem::path& folder, FeatureLogReader& log,
                                   const FeatureTable& table, std::size_t entities_max) {
    auto state = RestoreState(folder, log, table, entities_max);
    LogFollower follower(log, state.position, [&](std::span<const LogEntry> entries) {
        for (const auto& entry : entries) ApplyEntry(state.engine, entry);
    });
    follower.CatchUp();
    return SaveSnapshot(folder, log.Identity(), follower.Position(), state.engine);
}

}  // namespace clearway::fraud
