// SPDX-License-Identifier: Apache-2.0
// The event store is the outbox. A process owns one lane of it, with a lease in PostgreSQL: facts get
// the lane's next sequence numbers in the transaction of their effect and go to Kafka after the
// commit, in order, at least once. What was not noted as published is published on start, or by
// whoever takes over an orphaned lane. Nothing polls while there is nothing to do but the lease.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "events/event.h"
#include "postgres/connection.h"

namespace clearway::events {

struct OutboxOptions {
    std::string service;       // topic clearway.<service>.events.v1, CloudEvents source
    std::string instance;      // stable name of this replica; a restart takes its lane back at once
    std::string database_url;  // own connection for lease and recovery
    std::string kafka_brokers;
};

// Another outbox of the same process, for a writer of its own; its lane is <instance>/<part>.
OutboxOptions PartOf(OutboxOptions service, const std::string& part);

// Another process took the lane: the batch is rolled back, the lane is acquired anew.
struct LaneLost : postgres::RetryBatch {
    LaneLost() : postgres::RetryBatch("the outbox lane belongs to another process now") {}
};

class Outbox {
public:
    explicit Outbox(OutboxOptions options);
    // Waits a bounded time for what was handed to Kafka, notes it and gives the lane back.
    ~Outbox();

    // Called by the single writer, once a transaction. An empty batch costs nothing.
    // Throws LaneLost; pqxx::unique_violation when a version is taken.
    void Append(postgres::Transaction& transaction, std::vector<NewEvent> events);
    // After the commit of the last Append. Never blocks on Kafka.
    void Committed();

    // Facts committed and not yet acknowledged by Kafka; for metrics and tests.
    std::int64_t Unpublished() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace clearway::events
