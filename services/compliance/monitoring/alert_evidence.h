// SPDX-License-Identifier: Apache-2.0
// The alert of a rule that fired: its id, which follows from the subject, the rule and the first
// finding of the pattern, and its evidence, a JSON document of version, expression, values and
// movements. Ids, amounts and times; nothing personal.
#pragma once

#include <span>
#include <string>

#include "services/compliance/monitoring/monitor_ports.h"
#include "services/compliance/monitoring/monitoring_policy.h"

namespace clearway::compliance {

// As many movements are shown; how many there were is in the values.
inline constexpr std::size_t kShownMax = 50;

struct MonitoringFinding {
    Subject subject;
    std::size_t rule = 0;
    bool failed = false;  // the rule could not be evaluated
    std::string pattern;  // tells findings apart that are told apart
    core::Timestamp at;   // end of the windows
    const Movement& movement;
    core::Currency currency;
    const RoundTrip* trip = nullptr;
};

RaiseAlert AlertOf(MonitoringMemory& memory, const MonitoringPolicy& policy,
                   const MonitoringFinding& finding, std::span<const double> row);

}  // namespace clearway::compliance
