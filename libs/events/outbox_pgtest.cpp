// SPDX-License-Identifier: Apache-2.0
// The outbox when Kafka is away or refuses: facts wait, and none is overtaken or given up.
#include "events/door_fixture.h"
#include "events/outbox_fixture.h"
#include "telemetry/metrics.h"

namespace clearway::events {
namespace {

// A topic with kLimit refuses kLarge and takes kSmall. Two of these do not fit into one request, so
// that nothing shares the fate of the refused fact.
constexpr TopicSetting kLimit{"max.message.bytes", "800000"};
constexpr TopicSetting kNoLimit{"max.message.bytes", "1048588"};
constexpr std::size_t kLarge = 900'000;
constexpr std::size_t kSmall = 500'000;

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

TEST_F(OutboxTest, AnAdopterNotesHowFarItCameBeforeARefusal) {
    topics_.Create(TopicOf(service_), 1, kLimit);
    std::vector<NewEvent> facts;
    for (int i = 0; i < 500; ++i) facts.push_back(Fact());  // what it loads at once
    facts.push_back(Fact(kLarge));
    LeaveBehind(std::move(facts));
    Outbox outbox(Options());
    EndLease();
    EXPECT_TRUE(testing::WaitUntil([&] { return Published() == 500; }, 20'000));
}

// As after a restore of the store to an earlier time.
TEST_F(OutboxTest, AnOrphanedLaneThatLacksFactsHoldsNobodyUp) {
    LeaveBehind({Fact()});
    Outbox outbox(Options());
    Execute("UPDATE outbox_lanes SET last_sequence = 2 WHERE lane = 0");
    EndLease();
    EXPECT_TRUE(testing::WaitUntil([&] { return Published() == 1; }, 20'000));
    EndLease();
    EXPECT_TRUE(testing::WaitUntil([&] { return Epoch() == 3; }, 20'000)) << "the keeper hangs";
    database_.TerminateConnections();  // whoever asks again and again ends here
}

}  // namespace
}  // namespace clearway::events
