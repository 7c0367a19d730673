// SPDX-License-Identifier: Apache-2.0
// Producer and consumer against librdkafka's mock brokers: real protocol, faults on demand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <librdkafka/rdkafka.h>
// The mock's header wants the one above before it.
#include <librdkafka/rdkafka_mock.h>

#include <chrono>
#include <mutex>
#include <numeric>
#include <stdexcept>

#include "kafka/client.h"
#include "kafka/consumer.h"
#include "kafka/producer.h"

namespace clearway::kafka {
namespace {

using testing::ElementsAre;

constexpr int kWaitMs = 20'000;
constexpr std::int16_t kProduceRequest = 0;

class MockBrokers {
public:
    explicit MockBrokers(int partitions = 1)
        : client_(Config("127.0.0.1:1", "mock").Create(RD_KAFKA_PRODUCER)),
          cluster_(rd_kafka_mock_cluster_new(client_, 3)) {
        rd_kafka_mock_topic_create(cluster_, "facts", partitions, 3);
    }
    ~MockBrokers() {
        rd_kafka_mock_cluster_destroy(cluster_);
        rd_kafka_destroy(client_);
    }

    std::string Address() const { return rd_kafka_mock_cluster_bootstraps(cluster_); }

    // The next `count` produce requests are answered with this error.
    void RefuseProduce(rd_kafka_resp_err_t error, int count) {
        for (int i = 0; i < count; ++i)
            rd_kafka_mock_push_request_errors(cluster_, kProduceRequest, 1, error);
    }

    void SetDown() {
        for (int id = 1; id <= 3; ++id) rd_kafka_mock_broker_set_down(cluster_, id);
    }
    void SetUp() {
        for (int id = 1; id <= 3; ++id) rd_kafka_mock_broker_set_up(cluster_, id);
    }

private:
    rd_kafka_t* client_;
    rd_kafka_mock_cluster_t* cluster_;
};

// Collects reports; handed to a producer by reference.
class Reports {
public:
    Producer::Delivered Callback() {
        return [this](std::uint64_t tag, bool ok) {
            const std::lock_guard lock(mutex_);
            (ok ? delivered_ : failed_).push_back(tag);
        };
    }
    std::vector<std::uint64_t> Delivered() const {
        const std::lock_guard lock(mutex_);
        return delivered_;
    }
    std::vector<std::uint64_t> Failed() const {
        const std::lock_guard lock(mutex_);
        return failed_;
    }

private:
    mutable std::mutex mutex_;
    std::vector<std::uint64_t> delivered_;
    std::vector<std::uint64_t> failed_;
};

std::vector<std::uint64_t> Numbers(std::size_t count) {
    std::vector<std::uint64_t> numbers(count);
    std::iota(numbers.begin(), numbers.end(), 0);
    return numbers;
}

// Sends as soon as it may go.
void SendInTurn(Producer& producer, const std::string& value, std::uint64_t tag) {
    while (!producer.Send("facts", "key", value, {}, tag)) ASSERT_TRUE(producer.Flush(kWaitMs));
}

Consumer::Assigned From(std::int64_t offset) {
    return [offset](const std::vector<Consumer::TopicPartition>& partitions) {
        return std::vector<std::int64_t>(partitions.size(), offset);
    };
}

std::vector<Message> Read(Consumer& consumer, std::size_t count) {
    std::vector<Message> all;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(kWaitMs);
    while (all.size() < count && std::chrono::steady_clock::now() < deadline)
        for (auto& message : consumer.Poll(1000, 100)) all.push_back(std::move(message));
    return all;
}

TEST(Producer, ReportsEachMessageOnceInTheOrderOfOneKey) {
    MockBrokers brokers;
    Reports reports;
    Producer producer({.brokers = brokers.Address(), .client_id = "test"}, reports.Callback());
    for (std::uint64_t tag = 0; tag < 2000; ++tag) SendInTurn(producer, std::to_string(tag), tag);
    ASSERT_TRUE(producer.Flush(kWaitMs));
    EXPECT_EQ(reports.Delivered(), Numbers(2000));
    EXPECT_TRUE(reports.Failed().empty());
}

TEST(Producer, KeepsOrderAndLosesNothingWhenBrokersRefuseForAWhile) {
    MockBrokers brokers;
    Reports reports;
    Producer producer({.brokers = brokers.Address(), .client_id = "test"}, reports.Callback());
    brokers.RefuseProduce(RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION, 2);
    brokers.RefuseProduce(RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS, 2);
    for (std::uint64_t tag = 0; tag < 500; ++tag) SendInTurn(producer, std::to_string(tag), tag);
    ASSERT_TRUE(producer.Flush(kWaitMs));
    EXPECT_EQ(reports.Delivered(), Numbers(500));

    Consumer consumer({.brokers = brokers.Address(), .group = "g", .topics = {"facts"}}, From(-1));
    const auto messages = Read(consumer, 500);
    ASSERT_EQ(messages.size(), 500U);
    for (std::size_t i = 0; i < messages.size(); ++i)
        ASSERT_EQ(messages[i].value, std::to_string(i));
}

TEST(Producer, WaitsOutAnOutageOfAllBrokers) {
    MockBrokers brokers;
    Reports reports;
    Producer producer({.brokers = brokers.Address(), .client_id = "test"}, reports.Callback());
    ASSERT_TRUE(producer.Send("facts", "key", "0", {}, 0));
    ASSERT_TRUE(producer.Flush(kWaitMs));
    brokers.SetDown();
    for (std::uint64_t tag = 1; tag < 100; ++tag)
        ASSERT_TRUE(producer.Send("facts", "key", std::to_string(tag), {}, tag));
    EXPECT_FALSE(producer.Flush(300));
    EXPECT_THAT(reports.Delivered(), ElementsAre(0));
    brokers.SetUp();
    ASSERT_TRUE(producer.Flush(kWaitMs));
    EXPECT_EQ(reports.Delivered(), Numbers(100));
    EXPECT_TRUE(reports.Failed().empty());
}

TEST(Producer, TheFirstMessageOfAPartitionGoesAlone) {
    MockBrokers brokers;
    Reports reports;
    Producer producer({.brokers = brokers.Address(), .client_id = "test"}, reports.Callback());
    brokers.SetDown();
    EXPECT_TRUE(producer.Send("facts", "key", "0", {}, 0));
    EXPECT_FALSE(producer.Send("facts", "key", "1", {}, 1));
    brokers.SetUp();
    ASSERT_TRUE(producer.Flush(kWaitMs));
    brokers.SetDown();
    EXPECT_TRUE(producer.Send("facts", "key", "1", {}, 1));
    EXPECT_TRUE(producer.Send("facts", "key", "2", {}, 2));
    brokers.SetUp();
    ASSERT_TRUE(producer.Flush(kWaitMs));
    EXPECT_EQ(reports.Delivered(), Numbers(3));
}

TEST(Producer, SaysWhenItsQueueIsFullAndGivesUpTheRestWhenDestroyed) {
    MockBrokers brokers;
    Reports reports;
    std::uint64_t queued = 0;
    {
        Producer producer({.brokers = brokers.Address(),
                           .client_id = "test",
                           .queue_messages_max = 10},
                          reports.Callback());
        ASSERT_TRUE(producer.Send("facts", "key", "value", {}, 100));
        ASSERT_TRUE(producer.Flush(kWaitMs));
        brokers.SetDown();
        // librdkafka may count the delivered one for another moment.
        while (producer.Send("facts", "key", "value", {}, queued)) ASSERT_LE(++queued, 10);
        EXPECT_GE(queued, 9);
        EXPECT_FALSE(producer.Flush(50));
        EXPECT_TRUE(reports.Failed().empty());
    }
    EXPECT_THAT(reports.Delivered(), ElementsAre(100));
    EXPECT_THAT(reports.Failed(), testing::UnorderedElementsAreArray(Numbers(queued)));
}

TEST(Producer, ThrowsForAMessageThatCanNeverBeSent) {
    MockBrokers brokers;
    Reports reports;
    Producer producer({.brokers = brokers.Address(), .client_id = "test"}, reports.Callback());
    EXPECT_THROW(producer.Send("facts", "key", std::string(3'000'000, 'x'), {}, 0),
                 std::runtime_error);
    ASSERT_TRUE(producer.Send("facts", "key", "small", {}, 1));
    ASSERT_TRUE(producer.Flush(kWaitMs));
    EXPECT_THAT(reports.Delivered(), ElementsAre(1));
}

TEST(Producer, RefusesEveryMessageOnceOrderCannotBeKept) {
    MockBrokers brokers;
    Reports reports;
    Producer producer({.brokers = brokers.Address(), .client_id = "test"}, reports.Callback());
    ASSERT_TRUE(producer.Send("facts", "key", "first", {}, 0));
    ASSERT_TRUE(producer.Flush(kWaitMs));
    brokers.RefuseProduce(RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER, 1);
    ASSERT_TRUE(producer.Send("facts", "key", "second", {}, 1));
    ASSERT_TRUE(producer.Flush(kWaitMs));
    EXPECT_THAT(reports.Delivered(), ElementsAre(0));
    EXPECT_THAT(reports.Failed(), ElementsAre(1));
    EXPECT_THROW(producer.Send("facts", "key", "third", {}, 2), std::runtime_error);
    EXPECT_THROW(producer.Send("facts", "key", "third", {}, 2), std::runtime_error);
}

// Brokers refuse one message for good, as one that is too large for them; others are under way.
TEST(Producer, NothingOvertakesAMessageThatWasRefused) {
    MockBrokers brokers;
    Reports reports;
    Producer producer({.brokers = brokers.Address(), .client_id = "test"}, reports.Callback());
    brokers.RefuseProduce(RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, 1);
    ASSERT_TRUE(producer.Send("facts", "key", "first", {}, 0));
    try {
        for (std::uint64_t tag = 1; tag < 100; ++tag) SendInTurn(producer, "later", tag);
    } catch (const std::runtime_error&) {
    }
    ASSERT_TRUE(producer.Flush(kWaitMs));
    EXPECT_THAT(reports.Failed(), testing::Contains(0));
    EXPECT_TRUE(reports.Delivered().empty());
}

TEST(Producer, ACallbackThatThrowsDoesNotStopTheReports) {
    MockBrokers brokers;
    int calls = 0;
    Producer producer({.brokers = brokers.Address(), .client_id = "test"},
                      [&](std::uint64_t, bool) {
                          ++calls;
                          throw std::runtime_error("on purpose");
                      });
    for (std::uint64_t tag = 0; tag < 3; ++tag) SendInTurn(producer, "value", tag);
    ASSERT_TRUE(producer.Flush(kWaitMs));
    EXPECT_EQ(calls, 3);
}

TEST(Consumer, StartsWhereTheOwnerOfThePositionsSays) {
    MockBrokers brokers;
    Reports reports;
    Producer producer({.brokers = brokers.Address(), .client_id = "test"}, reports.Callback());
    for (std::uint64_t tag = 0; tag < 100; ++tag) SendInTurn(producer, std::to_string(tag), tag);
    ASSERT_TRUE(producer.Flush(kWaitMs));
    Consumer consumer({.brokers = brokers.Address(), .group = "g", .topics = {"facts"}}, From(60));
    const auto messages = Read(consumer, 40);
    ASSERT_EQ(messages.size(), 40U);
    EXPECT_EQ(messages.front().value, "60");
    EXPECT_EQ(messages.back().value, "99");
    EXPECT_TRUE(consumer.HasAssignment());
    EXPECT_TRUE(consumer.Poll(10, 20).empty());
}

TEST(EnsureTopics, ThrowsWhenNoBrokerAnswers) {
    EXPECT_THROW(EnsureTopics("127.0.0.1:1", {"facts"}, 6, 200), std::runtime_error);
}

}  // namespace
}  // namespace clearway::kafka
