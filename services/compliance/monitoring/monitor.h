// SPDX-License-Identifier: Apache-2.0
// Judges movements: what each changes in the activities of its subjects, which rules fire on them,
// and the alerts that follow. The same code online and in a backtest. How movements are cut into
// batches changes nothing. No I/O of its own, no clock.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "services/compliance/monitoring/monitor_ports.h"
#include "services/compliance/monitoring/monitoring_policy.h"

namespace clearway::compliance {

using SharedMonitoringPolicy = std::shared_ptr<const MonitoringPolicy>;

// By rule of a policy: how often it fired, whatever came of it, and how often it could not be
// evaluated.
struct RuleCounts {
    std::vector<std::int64_t> fired;
    std::vector<std::int64_t> failed;
    std::string failure = {};  // why one failed, for the log
};

struct Monitored {
    std::vector<RaiseAlert> alerts;  // in the order of the movements; each pattern once
    RuleCounts active;
    std::vector<RuleCounts> shadows;  // of each policy in shadow
    std::int64_t too_late = 0;        // sides of movements older than what is kept
};

// `movements` in the order in which they became known, numbered so; what they change is saved in
// `memory`. Policies in shadow are counted, nothing else.
Monitored Monitor(MonitoringMemory& memory, const MonitoringPolicy& policy,
                  std::span<const SharedMonitoringPolicy> shadows,
                  std::span<const Movement> movements);

}  // namespace clearway::compliance
