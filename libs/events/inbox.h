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

// Keeps other members of the consumer's group out until the transaction ends, tells for each mark
// whether it is new, and stores the new positions. Marks of a partition are in offset order.
std::vector<bool> AdvanceInbox(postgres::Transaction& transaction, const std::string& consumer,
                               std::span<const InboxMark> marks);

// Offset to go on from, by (topic, partition); absent: from the beginning.
using Positions = std::map<std::pair<std::string, std::int32_t>, std::int64_t>;
Positions LoadPositions(postgres::Transaction& transaction, const std::string& consumer);

// A fact that cannot be read is put aside with its reason; the partition keeps moving.
void StoreDeadLetter(postgres::Transaction& transaction, const std::string& consumer,
                     const ReceivedEvent& event, const std::string& reason);

}  // namespace clearway::events
