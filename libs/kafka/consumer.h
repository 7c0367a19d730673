// SPDX-License-Identifier: Apache-2.0
// A group consumer whose positions are the caller's business (kept in PostgreSQL): nothing is
// committed to Kafka. Poll from one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "kafka/producer.h"

namespace clearway::kafka {

struct Message {
    std::string topic;
    std::int32_t partition = 0;
    std::int64_t offset = 0;
    std::string key;
    std::string value;
    Headers headers;
};

struct ConsumerOptions {
    std::string brokers;
    std::string group;
    std::vector<std::string> topics;
    // A stable name of this replica: a restart takes its partitions back at once, also after a
    // kill. Empty: a killed member is missed after six seconds. Unique in the group.
    std::string instance = {};
    // How long the broker may hold back what has come, to send more at once. Zero: not at all.
    int gather_ms = 0;
};

class Consumer {
public:
    using TopicPartition = std::pair<std::string, std::int32_t>;
    // Asked on the polling thread when partitions are assigned: the offset to start from for each,
    // in the same order; -1: the beginning of the partition. Called for all partitions anew after
    // every change of the group. What it throws comes out of Poll, and the next Poll asks again.
    using Assigned = std::function<std::vector<std::int64_t>(const std::vector<TopicPartition>&)>;

    Consumer(const ConsumerOptions& options, Assigned assigned);
    ~Consumer();

    // Waits up to `timeout_ms` for the first message, then takes what is there, up to `max`.
    // Broker outages show as empty batches; librdkafka reconnects by itself. A batch counts as
    // applied or given up when Poll is called again. Throws std::runtime_error when the consumer
    // failed for good (another process has its instance name): only a new one helps.
    std::vector<Message> Poll(std::size_t max, int timeout_ms);
    // From any thread. True also for a member that the group gave no partition.
    bool HasAssignment() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace clearway::kafka
