// SPDX-License-Identifier: Apache-2.0
// Producer, consumer and topics against the Kafka in CLEARWAY_TEST_KAFKA_BROKERS.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <map>
#include <numeric>
#include <stdexcept>

#include "kafka/consumer.h"
#include "kafka/producer.h"

namespace clearway::kafka {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int kPartitions = 6;
constexpr int kWaitMs = 30'000;
constexpr int kMessages = 10'000;
constexpr int kKeys = 97;

// "<key>:<number within the key>", so that order can be told from the value.
std::string ValueOf(int i) {
    return std::to_string(i % kKeys) + ":" + std::to_string(i / kKeys);
}

class BrokerTest : public testing::Test {
protected:
    void SetUp() override {
        const char* brokers = std::getenv("CLEARWAY_TEST_KAFKA_BROKERS");
        ASSERT_NE(brokers, nullptr) << "this test needs a Kafka";
        brokers_ = brokers;
        static std::atomic<int> count{0};
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        topic_ = "clearway.test.kafka." + std::to_string(getpid()) + "." +
                 std::to_string(std::chrono::duration_cast<milliseconds>(now).count()) + "." +
                 std::to_string(count++);
        EnsureTopics(brokers_, {topic_}, kPartitions, kWaitMs);
    }

    std::unique_ptr<Producer> MakeProducer() {
        return std::make_unique<Producer>(
            ProducerOptions{.brokers = brokers_, .client_id = "test"},
            [this](std::uint64_t, bool ok) { ++(ok ? delivered_ : failed_); });
    }

    void ProduceAll() {
        const auto producer = MakeProducer();
        for (int i = 0; i < kMessages; ++i)
            while (!producer->Send(topic_, std::to_string(i % kKeys), ValueOf(i),
                                   {{"ce_id", std::to_string(i)}}, std::uint64_t(i)))
                ASSERT_TRUE(producer->Flush(kWaitMs));
        ASSERT_TRUE(producer->Flush(kWaitMs));
        ASSERT_EQ(delivered_, kMessages);
        ASSERT_EQ(failed_, 0);
    }

    ConsumerOptions Options(std::string instance = {}) const {
        return {.brokers = brokers_, .group = topic_, .topics = {topic_},
                .instance = std::move(instance)};
    }

    // Positions as a service keeps them: the next offset for each partition.
    Consumer::Assigned FromPositions() {
        return [this](const std::vector<Consumer::TopicPartition>& partitions) {
            std::vector<std::int64_t> offsets;
            for (const auto& [topic, partition] : partitions) {
                const auto found = positions_.find(partition);
                offsets.push_back(found == positions_.end() ? -1 : found->second);
            }
            return offsets;
        };
    }

    // Fails on a gap, a repetition, or a key's messages out of order.
    void Apply(const std::vector<Message>& batch) {
        for (const auto& message : batch) {
            auto& position = positions_[message.partition];
            ASSERT_EQ(message.offset, position);
            ++position;
            const auto expected = message.key + ":" + std::to_string(seen_[message.key]++);
            ASSERT_EQ(message.value, expected);
            ++applied_;
        }
    }

    void ApplyUntil(Consumer& consumer, int count) {
        const auto deadline = steady_clock::now() + milliseconds(kWaitMs);
        while (applied_ < count && steady_clock::now() < deadline) Apply(consumer.Poll(256, 100));
    }

    void AwaitAssignment(Consumer& consumer) {
        const auto deadline = steady_clock::now() + milliseconds(kWaitMs);
        while (!consumer.HasAssignment() && steady_clock::now() < deadline)
            Apply(consumer.Poll(1, 50));
        ASSERT_TRUE(consumer.HasAssignment());
    }

    std::string brokers_;
    std::string topic_;
    std::atomic<int> delivered_{0};
    std::atomic<int> failed_{0};
    std::map<std::int32_t, std::int64_t> positions_;
    std::map<std::string, int> seen_;
    int applied_ = 0;
};

TEST_F(BrokerTest, ReadsAllInOrderAndGoesOnFromTheStoredOffsetsAfterARestart) {
    ProduceAll();
    {
        Consumer consumer(Options(), FromPositions());
        ApplyUntil(consumer, kMessages / 2);
        EXPECT_GE(applied_, kMessages / 2);
        consumer.Poll(256, 0);  // read and not applied: must come again
    }
    ASSERT_LT(applied_, kMessages);
    Consumer again(Options(), FromPositions());
    ApplyUntil(again, kMessages);
    EXPECT_EQ(applied_, kMessages);
    EXPECT_EQ(positions_.size(), std::size_t(kPartitions));
    EXPECT_TRUE(again.Poll(1, 200).empty());
}

TEST_F(BrokerTest, AnExistingTopicIsFineAndKeepsItsPartitions) {
    EnsureTopics(brokers_, {topic_, topic_ + ".other"}, 3, kWaitMs);
    ProduceAll();
    Consumer consumer(Options(), FromPositions());
    ApplyUntil(consumer, kMessages);
    EXPECT_EQ(positions_.size(), std::size_t(kPartitions));
}

TEST_F(BrokerTest, ATopicThatTheBrokerRefusesIsAnError) {
    EXPECT_THROW(EnsureTopics(brokers_, {"no good name"}, 1, kWaitMs), std::runtime_error);
}

TEST_F(BrokerTest, HandsOutKeyValueAndHeadersAsTheyWereSent) {
    const auto producer = MakeProducer();
    const std::string binary("\0\xff\n", 3);
    ASSERT_TRUE(producer->Send(topic_, "key", binary, {{"ce_id", "1"}, {"ce_type", binary}}, 7));
    ASSERT_TRUE(producer->Flush(kWaitMs));
    Consumer consumer(Options(), FromPositions());
    const auto messages = consumer.Poll(10, kWaitMs);
    ASSERT_EQ(messages.size(), 1U);
    EXPECT_EQ(messages[0].topic, topic_);
    EXPECT_EQ(messages[0].offset, 0);
    EXPECT_EQ(messages[0].key, "key");
    EXPECT_EQ(messages[0].value, binary);
    EXPECT_EQ(messages[0].headers, (Headers{{"ce_id", "1"}, {"ce_type", binary}}));
}

TEST_F(BrokerTest, KeepsAnEmptyKeyAndAnEmptyValueApartFromNoMessage) {
    const auto producer = MakeProducer();
    ASSERT_TRUE(producer->Send(topic_, "", "", {}, 0));
    ASSERT_TRUE(producer->Flush(kWaitMs));
    Consumer consumer(Options(), FromPositions());
    const auto messages = consumer.Poll(10, kWaitMs);
    ASSERT_EQ(messages.size(), 1U);
    EXPECT_EQ(messages[0].key, "");
    EXPECT_EQ(messages[0].value, "");
    EXPECT_TRUE(messages[0].headers.empty());
}

TEST_F(BrokerTest, ABatchIsNeverLargerThanAskedFor) {
    ProduceAll();
    Consumer consumer(Options(), FromPositions());
    while (applied_ < 1000) {
        const auto batch = consumer.Poll(7, kWaitMs);
        ASSERT_FALSE(batch.empty());
        ASSERT_LE(batch.size(), 7U);
        Apply(batch);
    }
}

TEST_F(BrokerTest, AsksAgainWhenThePositionsCouldNotBeRead) {
    ProduceAll();
    int asked = 0;
    Consumer consumer(Options(), [&](const std::vector<Consumer::TopicPartition>& partitions) {
        if (++asked < 3) throw std::runtime_error("no database");
        return FromPositions()(partitions);
    });
    EXPECT_THROW(consumer.Poll(1, kWaitMs), std::runtime_error);
    EXPECT_THROW(consumer.Poll(1, kWaitMs), std::runtime_error);
    EXPECT_FALSE(consumer.HasAssignment());
    ApplyUntil(consumer, kMessages);
    EXPECT_EQ(applied_, kMessages);
    EXPECT_EQ(asked, 3);
}

TEST_F(BrokerTest, AMessageReachesAPollingConsumerWithinMilliseconds) {
    Consumer consumer(Options(), FromPositions());
    AwaitAssignment(consumer);
    const auto producer = MakeProducer();
    std::vector<std::int64_t> micros;
    for (int i = 0; i < 200; ++i) {
        const auto start = steady_clock::now();
        while (!producer->Send(topic_, std::to_string(i % kKeys), ValueOf(i), {}, 0))
            ASSERT_TRUE(producer->Flush(kWaitMs));
        ApplyUntil(consumer, i + 1);
        micros.push_back(std::chrono::duration_cast<std::chrono::microseconds>(
                             steady_clock::now() - start).count());
    }
    std::ranges::sort(micros);
    RecordProperty("p50_us", std::to_string(micros[100]));
    RecordProperty("p95_us", std::to_string(micros[190]));
    // A loaded machine is slow, a batching delay somewhere (100 ms and more) is a fault.
    EXPECT_LT(micros[100], 50'000) << "p95 " << micros[190];
}

TEST_F(BrokerTest, WhenAMemberJoinsEveryMessageIsStillAppliedOnceInOrder) {
    ProduceAll();
    Consumer first(Options(), FromPositions());
    ApplyUntil(first, kMessages / 4);
    Consumer second(Options(), FromPositions());
    // Both on one thread, as the positions are this test's: what a poll returns is applied before
    // any other poll.
    const auto deadline = steady_clock::now() + milliseconds(kWaitMs);
    bool shared = false;
    while ((applied_ < kMessages || !shared) && steady_clock::now() < deadline) {
        Apply(first.Poll(64, 10));
        const auto batch = second.Poll(64, 10);
        shared = shared || second.HasAssignment();
        Apply(batch);
    }
    EXPECT_EQ(applied_, kMessages);
    EXPECT_TRUE(shared);
}

TEST_F(BrokerTest, ARestartUnderTheSameInstanceNameTakesOverAtOnceAndFencesTheOld) {
    ProduceAll();
    Consumer old(Options("replica-1"), FromPositions());
    ApplyUntil(old, kMessages / 4);
    const auto start = steady_clock::now();
    Consumer fresh(Options("replica-1"), FromPositions());
    ApplyUntil(fresh, kMessages);
    EXPECT_EQ(applied_, kMessages);
    // Without the name the group would wait for the silent member's session, 6 s.
    EXPECT_LT(steady_clock::now() - start, milliseconds(5000));
    const auto deadline = steady_clock::now() + milliseconds(kWaitMs);
    EXPECT_THROW(
        while (steady_clock::now() < deadline) old.Poll(1, 100), std::runtime_error);
}

}  // namespace
}  // namespace clearway::kafka
