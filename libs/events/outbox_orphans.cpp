// SPDX-License-Identifier: Apache-2.0
#include "events/outbox_orphans.h"

#include <atomic>

#include "events/fact_message.h"
#include "telemetry/log.h"

namespace clearway::events {
namespace {

constexpr int kBatch = 500;
constexpr int kFlushLimitMs = 5000;

class Adopter {
public:
    explicit Adopter(const OutboxOptions& options)
        : service_(options.service),
          producer_({.brokers = options.kafka_brokers, .client_id = options.service + "-outbox-adopter"},
                    [this](std::uint64_t, bool ok) {
                        if (!ok) failed_ = true;
                    }) {}

    // True when Kafka has taken all of them.
    bool Publish(const Lane& lane, const std::vector<StoredEvent>& events) {
        for (const auto& event : events)
            while (!SendFact(producer_, service_, lane, event))
                if (!Flush()) return false;
        return Flush();
    }

private:
    bool Flush() { return producer_.Flush(kFlushLimitMs) && !failed_; }

    const std::string service_;
    std::atomic<bool> failed_{false};
    kafka::Producer producer_;  // last: its reports come until it is gone
};

// False when Kafka did not take all of it.
bool PublishLane(postgres::Session& session, const OutboxOptions& options, Lane& lane) {
    Adopter adopter(options);
    while (lane.published_sequence < lane.last_sequence) {
        const auto events = LoadLane(session, lane, lane.published_sequence, kBatch);
        if (events.empty()) {
            log::Error("an orphaned outbox lane lacks facts that it numbered",
                       {{"lane", lane.number}, {"after", lane.published_sequence}});
            return true;
        }
        if (!adopter.Publish(lane, events)) return false;
        lane.published_sequence = events.back().lane_sequence;
        if (!RenewLane(session, lane, kLeaseSeconds)) return true;  // somebody else has it now
    }
    RenewLane(session, lane, 0);
    log::Info("an orphaned outbox lane was published",
              {{"lane", lane.number}, {"to", lane.published_sequence}});
    return true;
}

}  // namespace

void PublishOrphans(postgres::Session& session, const OutboxOptions& options, const Lane& own) {
    for (auto& orphan : AdoptOrphans(session, options.instance, own))
        if (!PublishLane(session, options, orphan)) return;
}

}  // namespace clearway::events
