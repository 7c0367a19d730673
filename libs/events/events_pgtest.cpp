// SPDX-License-Identifier: Apache-2.0
// Outbox, inbox and runner with a real PostgreSQL and a real Kafka: nothing lost, nothing twice.
#include <atomic>

#include "events/events_fixture.h"
#include "events/topics_fixture.h"
#include "kafka/producer.h"

namespace clearway::events {
namespace {

TEST_F(EventsTest, CommittedFactsReachKafkaInStreamOrder) {
    const auto stream = core::Uuid::Random();
    {
        Outbox outbox(Options());
        Runner runner({.name = "t", .database_url = database_.Url()}, outbox, Apply);
        for (std::int32_t i = 1; i <= 100; ++i)
            ASSERT_TRUE(Submit(runner, {.stream = stream, .version = i, .value = i}));
        EXPECT_TRUE(testing::WaitUntil([&] { return outbox.Unpublished() == 0; }));
    }
    const auto received = ReadTopic(100);
    ASSERT_EQ(received.size(), 100U);
    for (std::size_t i = 0; i < received.size(); ++i) {
        Int64Value fact;
        ASSERT_TRUE(received[i].ReadAs(fact));
        EXPECT_EQ(received[i].version, static_cast<std::int32_t>(i + 1));
        EXPECT_EQ(fact.value(), static_cast<std::int64_t>(i + 1));
        EXPECT_EQ(received[i].event_id, DeriveEventId(stream, received[i].version));
    }
    EXPECT_EQ(Query("SELECT published_sequence FROM outbox_lanes"), 100);
}

TEST_F(EventsTest, ARefusedCommandLeavesNoFact) {
    Outbox outbox(Options());
    Runner runner({.name = "t", .database_url = database_.Url()}, outbox, Apply);
    EXPECT_FALSE(Submit(runner, {.stream = core::Uuid::Random(), .version = 1, .value = -1}));
    EXPECT_EQ(Query("SELECT count(*) FROM events"), 0);
}

TEST_F(EventsTest, WhatWasCommittedAndNotPublishedLeavesAfterARestart) {
    const auto stream = core::Uuid::Random();
    {
        Outbox outbox(Options());
        Runner runner({.name = "t", .database_url = database_.Url()}, outbox, Apply);
        ASSERT_TRUE(Submit(runner, {.stream = stream, .version = 1, .value = 1}));
        EXPECT_TRUE(testing::WaitUntil([&] { return outbox.Unpublished() == 0; }));
    }
    // A crash between commit and publication: the fact is in the lane, its publication is not noted.
    Execute("UPDATE outbox_lanes SET published_sequence = 0");
    {
        Outbox outbox(Options());
        EXPECT_TRUE(testing::WaitUntil([&] { return outbox.Unpublished() == 0; }));
    }
    EXPECT_EQ(ReadTopic(2).size(), 2U);  // at least once: here twice, and the inbox knows
}

// A second service that adds up what it hears, in a database of its own.
class Adder {
public:
    Adder(const std::string& source, const std::string& url, async::Runtime& runtime)
        : outbox_({.service = source + "-adder",
                   .instance = "one",
                   .database_url = url,
                   .kafka_brokers = testing::TestKafkaBrokers()}),
          runner_({.name = "adder", .database_url = url}, outbox_, Apply),
          runtime_(runtime),
          subscription_({.consumer = "adder",
                         .topics = {TopicOf(source)},
                         .database_url = url,
                         .kafka_brokers = testing::TestKafkaBrokers()},
                        [this](const auto& batch) { Take(batch); }) {}

    std::int64_t Heard() const { return heard_; }

private:
    void Take(const std::vector<ReceivedEvent>& batch) {
        std::vector<Runner::Consumed> consumed;
        for (const auto& event : batch) {
            Int64Value fact;
            if (!event.ReadAs(fact)) throw UnreadableEvent(event.type);
            const Add add{.stream = core::Uuid::Random(), .version = 1, .value = fact.value()};
            consumed.push_back({MarkOf(event), {add}});
        }
        auto task = runner_.Consume("adder", std::move(consumed));
        const auto done = async::BlockOn(runtime_.GetExecutor(), std::move(task));
        if (!done) throw std::runtime_error("not applied");
        heard_ += static_cast<std::int64_t>(batch.size());
    }

    Outbox outbox_;
    Runner runner_;
    async::Runtime& runtime_;
    std::atomic<std::int64_t> heard_{0};
    Subscription subscription_;
};

class InboxTest : public EventsTest {
protected:
    // One fact of value 5, published twice.
    void PublishTwice() {
        {
            Outbox outbox(Options());
            Runner runner({.name = "t", .database_url = database_.Url()}, outbox, Apply);
            ASSERT_TRUE(Submit(runner, {.stream = core::Uuid::Random(), .version = 1, .value = 5}));
            EXPECT_TRUE(testing::WaitUntil([&] { return outbox.Unpublished() == 0; }));
        }
        Execute("UPDATE outbox_lanes SET published_sequence = 0");
        Outbox outbox(Options());
        EXPECT_TRUE(testing::WaitUntil([&] { return outbox.Unpublished() == 0; }));
    }

    std::int64_t Sum() const {
        postgres::Session session(consumer_.Url());
        postgres::Transaction transaction(session);
        return postgres::AsInt(transaction.exec1("SELECT value FROM counter")[0]);
    }

    void Forget(const std::string& condition) const {
        postgres::Session session(consumer_.Url());
        postgres::Transaction transaction(session);
        transaction.exec("DELETE FROM inbox WHERE " + condition);
        transaction.commit();
    }

    testing::TestDatabase consumer_{"events", Schema()};
};

TEST_F(InboxTest, AFactThatWasPublishedTwiceTakesEffectOnce) {
    PublishTwice();
    Adder adder(service_, consumer_.Url(), runtime_);
    EXPECT_TRUE(testing::WaitUntil([&] { return adder.Heard() == 2; }, 20'000));
    EXPECT_EQ(Sum(), 5);
}

TEST_F(InboxTest, ARestartedConsumerGoesOnWhereItsEffectsEnded) {
    PublishTwice();
    {
        Adder adder(service_, consumer_.Url(), runtime_);
        EXPECT_TRUE(testing::WaitUntil([&] { return adder.Heard() == 2; }, 20'000));
    }
    Forget("lane = -1");  // the offsets are lost: everything comes again
    Adder adder(service_, consumer_.Url(), runtime_);
    EXPECT_TRUE(testing::WaitUntil([&] { return adder.Heard() == 2; }, 20'000));
    EXPECT_EQ(Sum(), 5);
}

// The negative control: with the protection gone the same deliveries count again.
TEST_F(InboxTest, WithoutItsRowsTheSameDeliveriesWouldCountAgain) {
    PublishTwice();
    {
        Adder adder(service_, consumer_.Url(), runtime_);
        EXPECT_TRUE(testing::WaitUntil([&] { return adder.Heard() == 2; }, 20'000));
    }
    Forget("true");
    Adder adder(service_, consumer_.Url(), runtime_);
    EXPECT_TRUE(testing::WaitUntil([&] { return adder.Heard() == 2; }, 20'000));
    EXPECT_EQ(Sum(), 10);
}

// Offsets begin at zero again, below the stored ones.
TEST_F(InboxTest, ATopicThatBeginsAnewIsReadAndNothingOfItCountsAgain) {
    Topics topics(testing::TestKafkaBrokers());
    topics.Create(TopicOf(service_), 1);
    const auto publish = [&](Runner& runner, std::int64_t value) {
        ASSERT_TRUE(Submit(runner, {.stream = core::Uuid::Random(), .version = 1, .value = value}));
    };
    Adder adder(service_, consumer_.Url(), runtime_);
    {
        Outbox outbox(Options());
        Runner runner({.name = "t", .database_url = database_.Url()}, outbox, Apply);
        for (const auto value : {1, 10, 100}) publish(runner, value);
        ASSERT_TRUE(testing::WaitUntil([&] { return adder.Heard() == 3; }, 20'000));
        topics.Delete(TopicOf(service_));
        kafka::EnsureTopics(testing::TestKafkaBrokers(), {TopicOf(service_)}, 1, 10'000);
        publish(runner, 1000);
        EXPECT_TRUE(testing::WaitUntil([&] { return Sum() == 1111; }, 20'000)) << Sum();
        EXPECT_TRUE(testing::WaitUntil([&] { return outbox.Unpublished() == 0; }, 20'000));
    }
    // The topic is filled again from the store.
    Execute("UPDATE outbox_lanes SET published_sequence = 0");
    Outbox outbox(Options());
    EXPECT_TRUE(testing::WaitUntil([&] { return adder.Heard() == 8; }, 20'000));
    EXPECT_EQ(Sum(), 1111);
}

TEST_F(InboxTest, WhatCannotBeReadIsPutAsideAndThePartitionMovesOn) {
    PublishTwice();
    {
        kafka::Producer producer({.brokers = testing::TestKafkaBrokers(), .client_id = "stranger"},
                                 [](std::uint64_t, bool) {});
        const kafka::Headers foreign{{"ce_type", "google.protobuf.Int64Value"}};
        const kafka::Headers garbage{
            {"ce_id", core::Uuid::Random().ToString()},
            {"ce_type", "google.protobuf.Int64Value"},
            {"ce_subject", core::Uuid::Random().ToString()},
            {"ce_time", "2026-03-01T00:00:00Z"},
            {"ce_streamversion", "1"},
            {"ce_lane", "7"},
            {"ce_lanesequence", "1"}};
        for (int i = 0; i < 20; ++i) {
            for (const auto& headers : {foreign, garbage})
                while (!producer.Send(TopicOf(service_), std::to_string(i), "\xFF\xFF", headers, 1))
                    ASSERT_TRUE(producer.Flush(10'000));
        }
        ASSERT_TRUE(producer.Flush(10'000));
    }
    Adder adder(service_, consumer_.Url(), runtime_);
    EXPECT_TRUE(testing::WaitUntil([&] { return adder.Heard() == 2; }, 20'000));
    EXPECT_TRUE(testing::WaitUntil([&] {
        postgres::Session session(consumer_.Url());
        postgres::Transaction transaction(session);
        return postgres::AsInt(transaction.exec1("SELECT count(*) FROM dead_letters")[0]) == 40;
    }, 20'000));
    EXPECT_EQ(Sum(), 5);
}

// Listens to a service's facts and notes the batches in which they come.
class Listener {
public:
    Listener(const std::string& service, const std::string& url, std::vector<std::string> types)
        : subscription_({.consumer = "listener",
                         .topics = {TopicOf(service)},
                         .database_url = url,
                         .kafka_brokers = testing::TestKafkaBrokers(),
                         .types = std::move(types)},
                        [this](const auto& batch) {
                            ++batches_;
                            facts_ += static_cast<int>(batch.size());
                        }) {}

    int Facts() const { return facts_; }
    int Batches() const { return batches_; }
    bool Listens() const { return subscription_.Assigned(); }

private:
    std::atomic<int> facts_{0};
    std::atomic<int> batches_{0};
    Subscription subscription_;
};

TEST_F(EventsTest, FactsOfNoInterestWaitForOneAnother) {
    Listener listener(service_, database_.Url(), {"clearway.OfInterest"});
    Outbox outbox(Options());
    Runner runner({.name = "t", .database_url = database_.Url()}, outbox, Apply);
    ASSERT_TRUE(testing::WaitUntil([&] { return listener.Listens(); }, 20'000));
    const auto begun = std::chrono::steady_clock::now();
    constexpr int kFacts = 100;
    for (int i = 0; i < kFacts; ++i) {
        ASSERT_TRUE(Submit(runner, {.stream = core::Uuid::Random(), .version = 1, .value = 1}));
        EXPECT_TRUE(testing::WaitUntil([&] { return outbox.Unpublished() == 0; }));
    }
    EXPECT_TRUE(testing::WaitUntil([&] { return listener.Facts() == kFacts; }, 20'000));
    const auto fifths = (std::chrono::steady_clock::now() - begun) / std::chrono::milliseconds(200);
    EXPECT_LE(listener.Batches(), fifths + 1);
}

TEST_F(EventsTest, AFactOfInterestTakesThoseThatWaitAlong) {
    const std::string of_interest(google::protobuf::Int64Value::descriptor()->full_name());
    Listener listener(service_, database_.Url(), {of_interest});
    Outbox outbox(Options());
    Runner runner({.name = "t", .database_url = database_.Url()}, outbox, Apply);
    ASSERT_TRUE(Submit(runner, {.stream = core::Uuid::Random(), .version = 1, .value = 1}));
    EXPECT_TRUE(testing::WaitUntil([&] { return listener.Facts() == 1; }, 20'000));
}

TEST_F(EventsTest, AFormerOwnerOfALaneCannotAppendAnyMore) {
    Outbox outbox(Options());
    Runner runner({.name = "t", .database_url = database_.Url()}, outbox, Apply);
    ASSERT_TRUE(Submit(runner, {.stream = core::Uuid::Random(), .version = 1, .value = 1}));
    // Another process took the lane over. The next batch notices and goes on on a lane of its own.
    Execute("UPDATE outbox_lanes SET epoch = epoch + 1, instance = 'two'");
    const auto stream = core::Uuid::Random();
    ASSERT_TRUE(Submit(runner, {.stream = stream, .version = 1, .value = 2}));
    EXPECT_EQ(Query("SELECT lane FROM events WHERE stream_id = '" + stream.ToString() + "'"), 1);
    EXPECT_TRUE(testing::WaitUntil([&] { return outbox.Unpublished() == 0; }));
}

TEST_F(EventsTest, AnOrphanedLaneIsPublishedByAnotherProcess) {
    const auto stream = core::Uuid::Random();
    {
        Outbox outbox(Options());
        Runner runner({.name = "t", .database_url = database_.Url()}, outbox, Apply);
        ASSERT_TRUE(Submit(runner, {.stream = stream, .version = 1, .value = 1}));
        EXPECT_TRUE(testing::WaitUntil([&] { return outbox.Unpublished() == 0; }));
    }
    // Its owner died before it published, and does not come back.
    Execute("UPDATE outbox_lanes SET published_sequence = 0, instance = 'dead', "
            "lease_until = now() + interval '1 hour'");
    Outbox outbox(Options());
    Execute("UPDATE outbox_lanes SET lease_until = now() - interval '1 second' WHERE lane = 0");
    EXPECT_TRUE(testing::WaitUntil([&] {
        return Query("SELECT published_sequence FROM outbox_lanes WHERE lane = 0") == 1;
    }, 20'000));
    EXPECT_EQ(ReadTopic(2).size(), 2U);
}

TEST_F(EventsTest, TheChainShowsAChangedFact) {
    const auto stream = core::Uuid::Random();
    {
        Outbox outbox(Options());
        Runner runner({.name = "t", .database_url = database_.Url()}, outbox, Apply);
        for (std::int32_t i = 1; i <= 3; ++i)
            ASSERT_TRUE(Submit(runner, {.stream = stream, .version = i, .value = i}));
    }
    postgres::Session session(database_.Url());
    postgres::Transaction transaction(session);
    const std::vector<core::Uuid> streams{stream};
    auto facts = LoadStreams(transaction, streams);
    ASSERT_EQ(facts.size(), 3U);
    EXPECT_EQ(FirstBrokenLink(facts), 0);
    facts[1].payload[0] ^= 1;
    EXPECT_EQ(FirstBrokenLink(facts), 2);
}

TEST_F(EventsTest, TheStoreRefusesChangesAndTakenVersions) {
    Outbox outbox(Options());
    Runner runner({.name = "t", .database_url = database_.Url()}, outbox, Apply);
    const auto stream = core::Uuid::Random();
    ASSERT_TRUE(Submit(runner, {.stream = stream, .version = 1, .value = 1}));
    EXPECT_FALSE(Submit(runner, {.stream = stream, .version = 1, .value = 2}));
    EXPECT_EQ(Query("SELECT value FROM counter"), 1);
    EXPECT_THROW(Execute("UPDATE events SET summary = 'x'"), pqxx::sql_error);
    EXPECT_THROW(Execute("DELETE FROM events"), pqxx::sql_error);
    EXPECT_TRUE(testing::WaitUntil([&] { return outbox.Unpublished() == 0; }));
}

TEST_F(EventsTest, APositionMovesOnlyWithTheEffect) {
    Outbox outbox(Options());
    Runner runner({.name = "t", .database_url = database_.Url()}, outbox, Apply);
    const auto taken = core::Uuid::Random();
    ASSERT_TRUE(Submit(runner, {.stream = taken, .version = 1, .value = 1}));
    const auto consume = [&](const core::Uuid& second) {
        const InboxMark mark{.topic = "t", .partition = 0, .offset = 0, .lane = 1, .lane_sequence = 1};
        auto next = mark;
        next.offset = next.lane_sequence = 2;
        auto task = runner.Consume(
            "c", {{mark, {{.stream = core::Uuid::Random(), .version = 1, .value = 10}}},
                  {next, {{.stream = second, .version = 1, .value = 100}}}});
        return async::BlockOn(runtime_.GetExecutor(), std::move(task)).has_value();
    };
    EXPECT_FALSE(consume(taken)) << "the second effect cannot be stored";
    EXPECT_EQ(Query("SELECT count(*) FROM inbox"), 0);
    EXPECT_EQ(Query("SELECT value FROM counter"), 1) << "nor is the first, alone";
    EXPECT_TRUE(consume(core::Uuid::Random())) << "the same facts come again, and can be stored";
    EXPECT_TRUE(consume(core::Uuid::Random()));
    EXPECT_EQ(Query("SELECT value FROM counter"), 111);
    EXPECT_EQ(Query("SELECT position FROM inbox WHERE lane = -1"), 3);
    EXPECT_TRUE(testing::WaitUntil([&] { return outbox.Unpublished() == 0; }));
}

TEST_F(EventsTest, ALostConnectionLosesNoFact) {
    Outbox outbox(Options());
    Runner runner({.name = "t", .database_url = database_.Url()}, outbox, Apply);
    std::int64_t stored = 0;
    for (std::int32_t i = 1; i <= 20; ++i) {
        if (i % 5 == 0) database_.TerminateConnections();
        if (Submit(runner, {.stream = core::Uuid::Random(), .version = 1, .value = 1})) ++stored;
    }
    EXPECT_EQ(Query("SELECT value FROM counter"), stored);
    EXPECT_TRUE(testing::WaitUntil([&] { return outbox.Unpublished() == 0; }, 20'000));
    EXPECT_EQ(ReadTopic(static_cast<std::size_t>(stored)).size(), static_cast<std::size_t>(stored));
}

}  // namespace
}  // namespace clearway::events
