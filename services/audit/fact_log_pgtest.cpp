// SPDX-License-Identifier: Apache-2.0
// Facts of several services on their way through real databases and Kafka into the log.
#include "services/audit/fact_log.h"

#include <gmock/gmock.h>

#include <map>
#include <set>

#include "async/runtime.h"
#include "events/event_partitions.h"
#include "events/event_store.h"
#include "events/outbox.h"
#include "events/subscription.h"
#include "postgres/row.h"
#include "services/audit/offline/verify_fixture.h"
#include "services/audit/schema.h"
#include "services/audit/store/stored_log.h"
#include "testing/test_database.h"

namespace clearway::audit {
namespace {

using namespace std::chrono_literals;

const auto kThen = *core::ParseRfc3339("2026-03-01T12:00:00Z");

// A service that does nothing but store facts and publish them.
class Service {
public:
    explicit Service(const std::string& name)
        : name_(name),
          outbox_({.service = name,
                   .instance = "one",
                   .database_url = database_.Url(),
                   .kafka_brokers = testing::TestKafkaBrokers()}),
          connection_(database_.Url()) {
        events::MakePartitionsFor(database_.Url(), {kThen});
    }
    void Publish(int count, const std::string& type = "clearway.test.v1.SomethingHappened") {
        std::vector<events::NewEvent> facts;
        for (int i = 0; i < count; ++i)
            facts.push_back({.stream_id = core::Uuid::Random(),
                             .version = 1,
                             .type = type,
                             .payload = name_ + std::to_string(i),
                             .occurred_at = kThen,
                             .summary = "it happened"});
        postgres::Transaction transaction(connection_.Get());
        outbox_.Append(transaction, std::move(facts));
        transaction.commit();
        outbox_.Committed();
    }
    const std::string& Name() const { return name_; }

private:
    const std::string name_;
    testing::TestDatabase database_{"audit_source", {events::EventStoreMigration()}};
    events::Outbox outbox_;
    postgres::Connection connection_;
};

class FactLogTest : public VerifyTest {
protected:
    FactLogTest() {
        Migrate(database_.Url());
        const auto run = core::Uuid::Random().ToString().substr(0, 8);
        for (const char* name : {"pay", "settle", "fraud", "comply", "reconcile"})
            services_.push_back(std::make_unique<Service>(name + run));
    }

    // The part of the service that consumes, from its start to its end.
    struct Process {
        explicit Process(FactLogTest& test)
            : keeper(test.database_.Url(), test.signer_, {.interval = 1h}),
              writer(test.database_.Url()),
              log(writer, keeper, test.runtime_.GetExecutor()),
              facts({.consumer = kFactConsumer,
                     .topics = test.Topics(),
                     .database_url = test.database_.Url(),
                     .kafka_brokers = testing::TestKafkaBrokers(),
                     .batch_max = 50},
                    [this](const auto& batch) { log.Take(batch); }) {}
        CheckpointKeeper keeper;
        LogWriter writer;
        FactLog log;
        events::Subscription facts;
    };

    std::vector<std::string> Topics() const {
        std::vector<std::string> topics;
        for (const auto& service : services_) topics.push_back(events::TopicOf(service->Name()));
        return topics;
    }
    void PublishFromAll(int count) {
        for (auto& service : services_) service->Publish(count);
    }
    bool SizeBecomes(std::uint64_t size) {
        return testing::WaitUntil([&] { return stored_.Size() >= size; }, 60'000);
    }
    void Execute(const std::string& sql) {
        postgres::Session session(database_.Url());
        postgres::Transaction transaction(session);
        transaction.exec(sql);
        transaction.commit();
    }
    std::int64_t DeadLetters() {
        postgres::Session session(database_.Url());
        postgres::Transaction transaction(session);
        return postgres::AsInt(
            transaction.exec1("SELECT count(*) FROM dead_letters WHERE reason <> ''")[0]);
    }
    void ExpectEachOnce(int of_each) {
        std::map<std::string, std::set<core::Uuid>> logged;
        const auto rows = stored_.ReadEntries(0, 100'000);
        for (const auto& row : rows) logged[row.entry.source].insert(row.entry.stream_id);
        EXPECT_EQ(rows.size(), services_.size() * static_cast<std::size_t>(of_each));
        for (const auto& service : services_)
            EXPECT_EQ(logged[service->Name()].size(), static_cast<std::size_t>(of_each));
        EXPECT_EQ(SignLog(stored_, signer_).fault, "");
        EXPECT_EQ(LogReread(100'000).Next(stored_, stored_.Size()), "");
    }

    testing::TestDatabase database_{"audit", Migrations()};
    async::Runtime runtime_{1};
    StoredLog stored_{database_.Url()};
    std::vector<std::unique_ptr<Service>> services_;
};

TEST(FactTopics, AreThoseOfAllServices) {
    EXPECT_THAT(FactTopics(), ::testing::UnorderedElementsAre(
                                  "clearway.payment.events.v1", "clearway.settlement.events.v1",
                                  "clearway.fraud.events.v1", "clearway.compliance.events.v1",
                                  "clearway.reconciliation.events.v1", "clearway.audit.events.v1"));
}

TEST_F(FactLogTest, AFactOfEachServiceIsLoggedOnceHoweverOftenItIsDelivered) {
    PublishFromAll(120);
    {
        const Process process(*this);
        ASSERT_TRUE(SizeBecomes(600));
    }
    // Read from the beginning again, as when a topic was filled anew.
    Execute("DELETE FROM inbox WHERE lane = -1");
    const Process process(*this);
    PublishFromAll(1);
    ASSERT_TRUE(SizeBecomes(605));
    ExpectEachOnce(121);
}

TEST_F(FactLogTest, ACommitThatNeverHappenedTakesEntriesHashesAndPositionsWithIt) {
    // The commit fails after all was written, as a kill -9 just before it would have it; a sequence
    // counts beyond the rollbacks.
    Execute(R"(
        CREATE SEQUENCE crashes;
        CREATE FUNCTION crash() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF nextval('crashes') <= 3 THEN
                RAISE EXCEPTION 'crash' USING ERRCODE = 'admin_shutdown';
            END IF;
            RETURN NULL;
        END $$;
        CREATE CONSTRAINT TRIGGER crash AFTER INSERT ON audit_tiles
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION crash())");
    PublishFromAll(30);
    const Process process(*this);
    ASSERT_TRUE(SizeBecomes(150));
    ExpectEachOnce(30);
    postgres::Session session(database_.Url());
    postgres::Transaction transaction(session);
    EXPECT_GT(postgres::AsInt(transaction.exec1("SELECT last_value FROM crashes")[0]), 3)
        << "nothing crashed";
}

TEST_F(FactLogTest, WhatNoLogCanHoldIsPutAsideWithItsReasonAndHoldsNothingUp) {
    PublishFromAll(3);
    services_.front()->Publish(1, "two words");
    PublishFromAll(3);
    const Process process(*this);
    ASSERT_TRUE(SizeBecomes(30));
    EXPECT_TRUE(testing::WaitUntil([&] { return DeadLetters() == 1; }, 30'000));
    ExpectEachOnce(6);
}

}  // namespace
}  // namespace clearway::audit
