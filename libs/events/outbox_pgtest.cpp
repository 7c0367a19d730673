// SPDX-License-Identifier: Apache-2.0
// The outbox when Kafka is away or refuses: facts wait, and none is overtaken or given up.
#include "events/door_fixture.h"
#include "events/events_fixture.h"
#include "events/outbox_lane.h"
#include "events/topics_fixture.h"
#include "telemetry/metrics.h"

namespace clearway::events {
namespace {

// A topic with kLimit refuses kLarge and takes kSmall. Two of these do not fit into one request, so
// that nothing shares the fate of the refused fact.
constexpr TopicSetting kLimit{"max.message.bytes", "800000"};
constexpr TopicSetting kNoLimit{"max.message.bytes", "1048588"};
constexpr std::size_t kLarge = 900'000;
constexpr std::size_t kSmall = 500'000;

NewEvent Fact(std::size_t size) {
    return {.stream_id = core::Uuid::Random(),
            .version = 1,
            .type = "test.Fact",
            .payload = std::string(size, 'x'),
            .occurred_at = core::FromMicros(1'000'000),
            .summary = "a fact"};
}

class OutboxTest : public EventsTest {
protected:
    void Publish(Outbox& outbox, std::size_t size) {
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

using Numbers = std::vector<std::int64_t>;

TEST_F(OutboxTest, StartsWithoutKafkaAndPublishesOnceItComes) {
    Door door(testing::TestKafkaBrokers());
    Outbox outbox(Options(door.Address()));
    Publish(outbox, 1);
    EXPECT_EQ(outbox.Unpublished(), 1);
    door.Open();
    EXPECT_TRUE(testing::WaitUntil([&] { return outbox.Unpublished() == 0; }, 30'000));
    EXPECT_EQ(NumbersInTopic(1), (Numbers{1}));
}

TEST_F(OutboxTest, AFactThatKafkaRefusesIsNotOvertaken) {
    topics_.Create(TopicOf(service_), 1, kLimit);
    const metrics::Counter republished("clearway_outbox_recovered_total", "");
    Outbox outbox(Options());
    for (const auto size : {kSmall, kLarge, kSmall, kSmall}) Publish(outbox, size);
    // What was refused comes from the database again, at most three facts a round.
    const auto before = republished.Value();
    ASSERT_TRUE(testing::WaitUntil([&] { return republished.Value() >= before + 4; }, 30'000));
    topics_.Set(TopicOf(service_), kNoLimit);
    EXPECT_TRUE(testing::WaitUntil([&] { return outbox.Unpublished() == 0; }, 30'000));
    EXPECT_EQ(NumbersInTopic(4), (Numbers{1, 2, 3, 4}));
}

TEST_F(OutboxTest, AnAdopterNotesOnlyWhatKafkaTookAndPublishesTheRestLater) {
    topics_.Create(TopicOf(service_), 1, kLimit);
    LeaveBehind({Fact(kSmall), Fact(kLarge)});
    Outbox outbox(Options());
    EndLease();
    ASSERT_TRUE(testing::WaitUntil([&] { return Epoch() == 2; }));
    EndLease();
    ASSERT_TRUE(testing::WaitUntil([&] { return Epoch() == 3; }, 20'000)) << "it was not tried again";
    EXPECT_EQ(Published(), 0);
    topics_.Set(TopicOf(service_), kNoLimit);
    EXPECT_TRUE(testing::WaitUntil([&] {
        if (Published() == 0) EndLease();
        return Published() == 2;
    }, 30'000));
    EXPECT_EQ(NumbersInTopic(2), (Numbers{1, 2}));
}

}  // namespace
}  // namespace clearway::events
