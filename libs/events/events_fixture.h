// SPDX-License-Identifier: Apache-2.0
// What tests of this room stand on: a service with a database of its own, whose commands add to a
// counter, and a reader of its topic.
#pragma once

#include <google/protobuf/wrappers.pb.h>
#include <gtest/gtest.h>

#include <functional>
#include <mutex>

#include "async/runtime.h"
#include "core/digest.h"
#include "events/command_runner.h"
#include "events/event_partitions.h"
#include "events/event_store.h"
#include "events/subscription.h"
#include "postgres/row.h"
#include "testing/test_database.h"

namespace clearway::events {

using google::protobuf::Int64Value;

inline std::vector<postgres::Migration> Schema() {
    return {EventStoreMigration(),
            {"0002_counter",
             "CREATE TABLE counter (id int PRIMARY KEY, value bigint NOT NULL); INSERT INTO counter "
             "VALUES (1, 0)"}};
}

// Adds to a counter: an effect that is wrong when it happens twice.
struct Add {
    core::Uuid stream;
    std::int32_t version = 0;
    std::int64_t value = 0;
};

using Runner = CommandRunner<Add, std::int64_t>;

inline std::vector<core::Result<std::int64_t>> Apply(postgres::Transaction& transaction,
                                                     std::span<const Add> commands,
                                                     EventSink& sink) {
    std::vector<core::Result<std::int64_t>> outcomes;
    std::int64_t sum = 0;
    for (const auto& command : commands) {
        if (command.value < 0) {
            outcomes.push_back(core::ErrorCode::kInvalidArgument);
            continue;
        }
        sum += command.value;
        Int64Value fact;
        fact.set_value(command.value);
        sink.push_back(MakeEvent(command.stream, command.version, fact, core::FromMicros(1'000'000),
                                 "added"));
        outcomes.push_back(command.value);
    }
    if (sum > 0)
        postgres::Execute(transaction, {"add", "UPDATE counter SET value = value + $1"}, sum);
    return outcomes;
}

class EventsTest : public ::testing::Test {
protected:
    EventsTest() : service_("t" + core::ToHex(core::AsBytes(core::Sha256(
                                      core::Uuid::Random().ToString()))).substr(0, 10)) {
        MakePartitionsFor(database_.Url(), {core::FromMicros(1'000'000)});
    }

    OutboxOptions Options(const std::string& brokers = testing::TestKafkaBrokers()) const {
        return {.service = service_,
                .instance = "one",
                .database_url = database_.Url(),
                .kafka_brokers = brokers};
    }

    core::Result<std::int64_t> Submit(Runner& runner, Add add) {
        return async::BlockOn(runtime_.GetExecutor(), runner.Submit(add));
    }

    std::int64_t Query(const std::string& sql) const {
        postgres::Session session(database_.Url());
        postgres::Transaction transaction(session);
        return postgres::AsInt(transaction.exec1(sql)[0]);
    }

    void Execute(const std::string& sql) const {
        postgres::Session session(database_.Url());
        postgres::Transaction transaction(session);
        transaction.exec(sql);
        transaction.commit();
    }

    bool SomebodyWaitsForALock() const {
        return Query("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "
                     "wait_event_type = 'Lock'") > 0;
    }

    using Received = std::vector<ReceivedEvent>;

    // Reads the topic from the beginning until it is enough, or the limit passed.
    Received ReadTopic(const std::function<bool(const Received&)>& enough) {
        std::mutex mutex;
        Received received;
        Subscription subscription({.consumer = "reader-" + core::Uuid::Random().ToString(),
                                   .topics = {TopicOf(service_)},
                                   .database_url = database_.Url(),
                                   .kafka_brokers = testing::TestKafkaBrokers()},
                                  [&](const auto& batch) {
                                      const std::lock_guard lock(mutex);
                                      received.insert(received.end(), batch.begin(), batch.end());
                                  });
        testing::WaitUntil([&] {
            const std::lock_guard lock(mutex);
            return enough(received);
        }, 20'000);
        const std::lock_guard lock(mutex);
        return received;
    }
    Received ReadTopic(std::size_t count) {
        return ReadTopic([=](const Received& received) { return received.size() >= count; });
    }

    const std::string service_;
    testing::TestDatabase database_{"events", Schema()};
    async::Runtime runtime_{2};
};

}  // namespace clearway::events
