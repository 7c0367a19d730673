// SPDX-License-Identifier: Apache-2.0
// What the writer's thread and the keeper's thread of an outbox share: the lane they own, how far
// it is handed on and acknowledged, and the producer. For this room only.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "events/outbox.h"
#include "events/outbox_lane.h"
#include "kafka/producer.h"
#include "telemetry/metrics.h"

namespace clearway::events {

struct OutboxState {
    explicit OutboxState(OutboxOptions o);

    // Takes a lane when the former one is lost, or there was none.
    void Acquire(postgres::Session& session);

    // Those below under the mutex, but for OnDelivered, which takes it.

    // The former producer: to be destroyed without the mutex, which its last reports take.
    [[nodiscard]] std::unique_ptr<kafka::Producer> OpenProducer();
    // A report of the producer with this generation.
    void OnDelivered(std::uint64_t from, std::uint64_t tag, bool ok);
    // False when the producer cannot take it yet.
    bool Send(const StoredEvent& event);
    // Adds to what the other outboxes of the process have unpublished.
    void Measure();
    std::int64_t Unpublished() const { return lane.last_sequence - lane.published_sequence; }

    const OutboxOptions options;
    const metrics::Gauge unpublished;

    std::mutex acquiring;  // one at a time: writer and keeper may both find the lane lost
    std::mutex mutex;      // guards all below
    std::condition_variable wake;
    Lane lane;
    bool lane_lost = true;
    bool behind =
        true;  // something committed may not be handed on: the keeper looks in the database
    bool stopping = false;
    std::int64_t measured = 0;            // its share of the gauge
    std::int64_t handed = 0;              // last sequence number given to the producer
    std::set<std::int64_t> acknowledged;  // past published_sequence, with gaps before them
    std::uint64_t generation = 0;  // of the producer; late reports of a former one are dropped
    std::unique_ptr<kafka::Producer> producer;
};

}  // namespace clearway::events
