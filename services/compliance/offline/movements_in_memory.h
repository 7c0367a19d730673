// SPDX-License-Identifier: Apache-2.0
// What monitoring remembers, in memory, for movements of a file: the same answers as the database
// gives (a test compares), for as long as a command runs.
#pragma once

#include <map>
#include <span>
#include <unordered_map>
#include <vector>

#include "services/compliance/monitoring/monitor_ports.h"

namespace clearway::compliance {

class MovementsInMemory final : public MonitoringMemory {
public:
    void Add(std::span<const Movement> movements) override;
    ActivityOf Load(std::span<const Subject> subjects) override;
    void Save(const ActivityOf& activities) override;
    std::vector<Movement> Find(const MovementsQuery& query) override;
    std::vector<std::vector<Movement>> Hops(std::span<const HopQuery> queries) override;

private:
    using Key = std::pair<core::Timestamp, std::int64_t>;  // time and sequence
    using Movements = std::map<Key, const Movement*>;

    std::vector<Movement> HopsOf(const HopQuery& query) const;

    std::map<Key, Movement> movements_;
    std::unordered_map<core::Uuid, Movements> of_account_;
    std::map<core::Uuid, Movements> of_party_;
    ActivityOf activities_;
};

}  // namespace clearway::compliance
