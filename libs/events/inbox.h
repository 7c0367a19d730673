// SPDX-License-Identifier: Apache-2.0
// The inbox: positions of a consumer, stored in the transaction that applies the batch, so that each
// fact takes effect once. A fact is known when its lane's sequence number was passed: the batch came
// again, the producer published it again after a crash, or the topic began anew. Numbers of a lane
// rise within a partition. The offset only tells where to read on.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "events/event.h"
#include "postgres/connection.h"

namespace clearway::events {

struct InboxMark {
    std::string topic;
    std::int32_t partition = 0;
    std::int64_t offset = 0;
    std::int32_t lane = 0;
    std::int64_t lane_sequence = 0;
};

InboxMark MarkOf(const ReceivedEvent& event);

// The positions that one writer stores, for each of its consumers. What it stored lately it remembers:
// then a batch costs one statement, which moves only what still stands where it is remembered. Of the
// writer's thread only.
class Inbox {
public:
    // First in each attempt at a batch; after one that did not commit nothing is remembered.
    void Begin();
    // Tells for each mark whether it is new, and stores the new positions; other members of the
    // consumer's group wait until the transaction ends. Marks of a partition are in offset order.
    // Throws RetryBatch when another member moved a position since.
    std::vector<bool> Advance(postgres::Transaction& transaction, const std::string& consumer,
                              std::span<const InboxMark> marks);
    // After the commit.
    void Committed() { under_way_ = false; }

private:
    // A partition's lane, or the row with the partition's next offset.
    using Key = std::tuple<std::string, std::int32_t, std::int32_t>;
    using Watermarks = std::map<Key, std::int64_t>;
    struct Moves;

    static Watermarks LockAndLoad(postgres::Transaction& transaction, const std::string& consumer);

    std::map<std::string, Watermarks> known_;  // as the batch under way sees them
    bool under_way_ = false;
};

// Offset to go on from, by (topic, partition); absent: from the beginning.
using Positions = std::map<std::pair<std::string, std::int32_t>, std::int64_t>;
Positions LoadPositions(postgres::Transaction& transaction, const std::string& consumer);

// A fact that cannot be read is put aside with its reason; the partition keeps moving.
void StoreDeadLetter(postgres::Transaction& transaction, const std::string& consumer,
                     const ReceivedEvent& event, const std::string& reason);

}  // namespace clearway::events
