// SPDX-License-Identifier: Apache-2.0
// The SQL of lanes: lease, append, recovery. For this room only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "events/event.h"
#include "events/recent_hashes.h"
#include "postgres/connection.h"

namespace clearway::events {

inline constexpr double kLeaseSeconds = 15;

struct Lane {
    std::int16_t number = 0;
    std::int64_t epoch = 0;
    std::int64_t last_sequence = 0;       // committed
    std::int64_t published_sequence = 0;  // acknowledged by Kafka and noted
};

// Whether the lane did not change hands between the two.
inline bool SameOwner(const Lane& a, const Lane& b) {
    return a.number == b.number && a.epoch == b.epoch;
}

// Takes the instance's lane back, or an orphaned one, or makes a new one.
Lane AcquireLane(postgres::Session& session, const std::string& instance);

// Takes over other lanes whose lease ran out with something unpublished.
std::vector<Lane> AdoptOrphans(postgres::Session& session, const std::string& instance,
                               const Lane& own);

// Renews the lease and notes what is published; the lane's last committed sequence number, or
// nullopt when the lane has another owner. Zero seconds gives the lane back.
std::optional<std::int64_t> RenewLane(postgres::Session& session, const Lane& lane,
                                      double lease_seconds);

// Last committed sequence number, read under the row's lock: waits for a commit in doubt to end.
// nullopt when the lane has another owner.
std::optional<std::int64_t> LockLane(postgres::Transaction& transaction, const Lane& lane);

// The next facts of a lane after a sequence number; none when there are none.
std::vector<StoredEvent> LoadLane(postgres::Session& session, const Lane& lane, std::int64_t after,
                                  int limit);

// Numbers, chains and stores the facts; what was stored. Throws LaneLost; pqxx::check_violation when
// there is no partition for one.
std::vector<StoredEvent> AppendToLane(postgres::Transaction& transaction, const Lane& lane,
                                      std::vector<NewEvent> events,
                                      const RecentHashes& recent = RecentHashes(0));

}  // namespace clearway::events
