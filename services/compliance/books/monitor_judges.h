// SPDX-License-Identifier: Apache-2.0
// The policies that judge now: the active one of the registry, else the one that ships, and those
// in shadow; with the figures of their rules. Of the writer's thread only.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "postgres/connection.h"
#include "releases/release_book.h"
#include "services/compliance/monitoring/monitor.h"
#include "telemetry/metrics.h"

namespace clearway::compliance {

// What a release of a monitoring policy holds: its version, or every fault.
releases::CheckedContent CheckMonitoringPolicy(releases::ReleaseKind kind,
                                               const releases::ReleaseContent& content);

class MonitorJudges {
public:
    MonitorJudges();

    // Reads the registry when it changed since. An active policy that does not fit this program is
    // left out for the one before it, the one that ships in the end; the refusal shows in
    // clearway_monitoring_policies_refused.
    void Refresh(postgres::Transaction& transaction);

    const MonitoringPolicy& Active() const { return *active_; }
    std::span<const SharedMonitoringPolicy> Shadows() const { return shadows_; }

    // Notes what a batch came to, once it is committed.
    void Count(const Monitored& monitored, std::size_t movements);

private:
    void Choose(postgres::Transaction& transaction);
    void CountRules(const MonitoringPolicy& policy, const RuleCounts& counts);

    std::string registry_;  // the deciding releases, as last read
    SharedMonitoringPolicy active_;
    std::vector<SharedMonitoringPolicy> shadows_;
    metrics::Gauge refused_;
    metrics::Counter movements_;
    metrics::Counter alerts_;
    metrics::Counter too_late_;
};

}  // namespace clearway::compliance
