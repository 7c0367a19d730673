// SPDX-License-Identifier: Apache-2.0
#include "events/outbox_state.h"

#include <utility>

#include "events/fact_message.h"

namespace clearway::events {

OutboxState::OutboxState(OutboxOptions o)
    : options(std::move(o)),
      unpublished("clearway_outbox_unpublished", "Facts committed and not acknowledged by Kafka.") {}

std::unique_ptr<kafka::Producer> OutboxState::OpenProducer() {
    const auto current = generation + 1;
    kafka::ProducerOptions producer_options;
    producer_options.brokers = options.kafka_brokers;
    producer_options.client_id = options.service + "-outbox";
    auto opened = std::make_unique<kafka::Producer>(
        producer_options,
        [this, current](std::uint64_t tag, bool ok) { OnDelivered(current, tag, ok); });
    generation = current;  // reports of the former one are dropped from here on
    return std::exchange(producer, std::move(opened));
}

void OutboxState::Acquire(postgres::Session& session) {
    const std::lock_guard one_at_a_time(acquiring);
    {
        const std::lock_guard lock(mutex);
        if (!lane_lost) return;
    }
    const auto acquired = AcquireLane(session, options.instance);
    std::unique_ptr<kafka::Producer> former;
    {
        const std::lock_guard lock(mutex);
        // Reports of the former lane must not count for this one.
        former = OpenProducer();
        lane = acquired;
        lane_lost = false;
        handed = lane.published_sequence;
        acknowledged.clear();
        behind = true;
        Measure();
    }
    wake.notify_one();
}

void OutboxState::OnDelivered(std::uint64_t from, std::uint64_t tag, bool ok) {
    const std::lock_guard lock(mutex);
    if (from != generation) return;
    if (!ok) {
        // Not acknowledged: publish everything after the last gapless acknowledgement again.
        handed = lane.published_sequence;
        behind = true;
        wake.notify_one();
        return;
    }
    const auto sequence = static_cast<std::int64_t>(tag);
    if (sequence <= lane.published_sequence) return;
    acknowledged.insert(sequence);
    while (!acknowledged.empty() && *acknowledged.begin() == lane.published_sequence + 1) {
        acknowledged.erase(acknowledged.begin());
        ++lane.published_sequence;
    }
    Measure();
    if (behind || stopping) wake.notify_one();
}

bool OutboxState::Send(const StoredEvent& event) {
    return SendFact(*producer, options.service, lane, event);
}

void OutboxState::Measure() {
    const auto now = Unpublished();
    unpublished.Add(static_cast<double>(now - measured));
    measured = now;
}

}  // namespace clearway::events
