// SPDX-License-Identifier: Apache-2.0
// What monitoring remembers, as the batch under way sees it: activities by subject, and the recent
// movements. The database stands behind it in the service, maps in a backtest.
#pragma once

#include <map>
#include <span>
#include <vector>

#include "services/compliance/monitoring/activity.h"
#include "services/compliance/monitoring/round_trips.h"

namespace clearway::compliance {

using ActivityOf = std::map<Subject, Activity>;

// A search for evidence looks at the latest of a subject's movements within its window.
inline constexpr std::size_t kSearchedMax = 10'000;

// Movements through any of a subject's accounts: those after `from`, up to and with `to`.
struct MovementsQuery {
    Subject subject;
    core::Timestamp from;
    core::Timestamp to;
    core::Currency currency;
    std::int64_t least = 0;  // minor units, both included
    std::int64_t most = 0;
    bool incoming = true;
    bool outgoing = true;
    std::int64_t sequence_max = 0;  // none that became known later
    std::size_t limit = 0;          // the latest
};

// Throws for a broken environment.
class MonitoringMemory : public HopSource {
public:
    // Stores the movements, those that are too late to matter aside.
    virtual void Add(std::span<const Movement> movements) = 0;
    // Those that are not there are left out.
    virtual ActivityOf Load(std::span<const Subject> subjects) = 0;
    virtual void Save(const ActivityOf& activities) = 0;
    // Of the kSearchedMax latest those whose currency and amount fit, the latest first.
    virtual std::vector<Movement> Find(const MovementsQuery& query) = 0;
};

}  // namespace clearway::compliance
