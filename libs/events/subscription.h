// SPDX-License-Identifier: Apache-2.0
// A thread that polls facts from Kafka in batches and hands them on; positions live in PostgreSQL,
// not in Kafka. Keep it as the last member: its destructor stops the thread before what it uses.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "events/event.h"

namespace clearway::events {

struct SubscriptionOptions {
    std::string consumer;  // group id and inbox key, e.g. "settlement.payment-events"
    std::vector<std::string> topics;
    std::string database_url;  // to load positions and to put dead letters aside
    std::string kafka_brokers;
    // Stable name of this replica: after a kill it gets its partitions back at once, instead of
    // when the broker has given the former member up. Empty: a member without a name.
    std::string instance = {};
    std::size_t batch_max = 256;
    // Types of facts that may have an effect; none named: all. What only moves the position waits a
    // moment for one that has, because a position alone would cost a transaction of its own.
    std::vector<std::string> types = {};
    // How long facts may gather before they are handed on, for consumers nobody waits for: a batch
    // costs a transaction, whether it holds ten facts or a thousand. Zero: as they come.
    std::chrono::milliseconds gather{0};
};

class Subscription {
public:
    // Returns when the batch took effect and its positions are stored. When it throws, the same
    // batch is handed in again after a pause that grows to 5 s, for as long as it takes.
    using Handle = std::function<void(const std::vector<ReceivedEvent>&)>;

    Subscription(SubscriptionOptions options, Handle handle);
    ~Subscription();

    // True once partitions were assigned; for readiness and tests.
    bool Assigned() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace clearway::events
