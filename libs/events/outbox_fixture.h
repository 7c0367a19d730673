// SPDX-License-Identifier: Apache-2.0
// An outbox without a runner: a test plays the writer, and other processes by their SQL.
#pragma once

#include <string>
#include <vector>

#include "events/events_fixture.h"
#include "events/outbox_lane.h"
#include "events/topics_fixture.h"

namespace clearway::events {

inline NewEvent Fact(std::size_t size = 1) {
    return {.stream_id = core::Uuid::Random(),
            .version = 1,
            .type = "test.Fact",
            .payload = std::string(size, 'x'),
            .occurred_at = core::FromMicros(1'000'000),
            .summary = "a fact"};
}

class OutboxTest : public EventsTest {
protected:
    void Publish(Outbox& outbox, std::size_t size = 1) {
        postgres::Session session(database_.Url());
        postgres::Transaction transaction(session);
        outbox.Append(transaction, {Fact(size)});
        transaction.commit();
        outbox.Committed();
    }

    // Facts of a process that died before it published them.
    void LeaveBehind(std::vector<NewEvent> facts) {
        postgres::Session session(database_.Url());
        const auto lane = AcquireLane(session, "dead");
        postgres::Transaction transaction(session);
        AppendToLane(transaction, lane, std::move(facts));
        transaction.commit();
    }
    void EndLease() const {
        Execute("UPDATE outbox_lanes SET lease_until = now() - interval '1 second' WHERE lane = 0");
    }
    std::int64_t Epoch() const { return Query("SELECT epoch FROM outbox_lanes WHERE lane = 0"); }
    std::int64_t Published() const {
        return Query("SELECT published_sequence FROM outbox_lanes WHERE lane = 0");
    }

    // The topic's numbers up to `last` as a consumer sees them, who drops what it has passed.
    std::vector<std::int64_t> NumbersInTopic(std::int64_t last) {
        const auto received = ReadTopic([=](const Received& so_far) {
            return !so_far.empty() && so_far.back().lane_sequence == last;
        });
        std::vector<std::int64_t> numbers;
        for (const auto& event : received)
            if (numbers.empty() || event.lane_sequence > numbers.back())
                numbers.push_back(event.lane_sequence);
        return numbers;
    }

    Topics topics_{testing::TestKafkaBrokers()};
};

}  // namespace clearway::events
