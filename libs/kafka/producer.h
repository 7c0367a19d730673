// SPDX-License-Identifier: Apache-2.0
// An idempotent producer (acks=all, endless retries, order kept). It must not decide what is sent
// again after a failure. The one room that knows librdkafka.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clearway::kafka {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct ProducerOptions {
    std::string brokers;
    std::string client_id;
    int linger_ms = 10;
    int queue_messages_max = 50'000;
};

class Producer {
public:
    // Called from the producer's own thread, in the order of acknowledgement, once a message. Not
    // ok means that the message may or may not be in the topic: the producer failed for good, or
    // was destroyed before the acknowledgement came. It must not destroy the producer.
    using Delivered = std::function<void(std::uint64_t tag, bool ok)>;

    Producer(const ProducerOptions& options, Delivered delivered);
    // Gives up what was not acknowledged (not ok), without waiting for the brokers: Flush before.
    ~Producer();

    // Copies key, value and headers. False when it cannot go yet, because the local queue is full or
    // the first message of its partition is under way: try again after a report.
    // Throws std::runtime_error for a message that can never be sent (too large), and for every
    // message once the producer failed for good: going on would lose order. All that was in flight
    // is then reported as not ok; a new Producer sends on from there.
    bool Send(const std::string& topic, std::string_view key, std::string_view value,
              const Headers& headers, std::uint64_t tag);
    // Waits until everything sent was acknowledged; false when the limit passed before.
    bool Flush(int timeout_ms);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// Creates topics that are missing; `partitions` -1: the brokers' own number. Throws std::runtime_error when the brokers do not answer.
void EnsureTopics(const std::string& brokers, const std::vector<std::string>& topics,
                  int partitions, int timeout_ms);

}  // namespace clearway::kafka
