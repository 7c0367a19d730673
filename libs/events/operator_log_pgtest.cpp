// SPDX-License-Identifier: Apache-2.0
// Operators' calls in a real event store and on a real topic.
#include "events/operator_log.h"

#include <gmock/gmock.h>

#include <fstream>
#include <future>

#include "clearway/common/v1/common_events.pb.h"
#include "crypto/hmac.h"
#include "events/event_store.h"
#include "events/events_fixture.h"
#include "events/subscription.h"

namespace clearway::events {
namespace {

constexpr char kMethod[] = "clearway.test.v1.TestService.Change";
constexpr char kSecret[] = "Ada Lovelace, NL91ABNA0417164300";

class FixedClock final : public core::Clock {
public:
    core::Timestamp Now() const override { return now_; }

private:
    const core::Timestamp now_ = core::SystemClock().Now();
};

class OperatorLogTest : public EventsTest {
protected:
    OperatorLogTest() {
        std::ofstream(key_file_) << std::string(32, 'k');
        MakePartitionsFor(database_.Url(), {clock_.Now()});
    }
    ~OperatorLogTest() override { std::remove(key_file_.c_str()); }

    static rpc::CallContext ByJane(const std::string& request_id = "r-1") {
        rpc::CallContext context;
        context.caller = "operator";
        context.caller_id = "spiffe://clearway.local/operator/jane";
        context.request_id = request_id;
        return context;
    }
    core::Result<core::Done> Record(OperatorLog& log, const rpc::CallContext& context) {
        return async::BlockOn(runtime_.GetExecutor(),
                              log.Record(context, {.method = kMethod, .request = kSecret}));
    }
    std::vector<StoredEvent> Stored(const rpc::CallContext& context) {
        postgres::Connection connection(database_.Url());
        postgres::Transaction transaction(connection.Get());
        const std::vector streams{OperatorCallStream(context)};
        return LoadStreams(transaction, streams);
    }
    std::int64_t Count() {
        postgres::Connection connection(database_.Url());
        postgres::Transaction transaction(connection.Get());
        return postgres::AsInt(transaction.exec1("SELECT count(*) FROM events")[0]);
    }
    void Execute(const std::string& sql) {
        postgres::Connection connection(database_.Url());
        postgres::Transaction transaction(connection.Get());
        transaction.exec(sql);
        transaction.commit();
    }

    const FixedClock clock_;
    const std::string key_file_ =
        ::testing::TempDir() + "operator-calls-" + core::Uuid::Random().ToString();
};

TEST_F(OperatorLogTest, ACallIsAFactOnceItIsRecordedAndTellsNothingOfTheRequest) {
    OperatorLog log(Options(), key_file_, clock_);
    const auto context = ByJane();
    ASSERT_TRUE(Record(log, context));
    const auto stored = Stored(context);
    ASSERT_EQ(stored.size(), 1U);
    common::v1::OperatorActed acted;
    ASSERT_TRUE(acted.ParseFromString(stored[0].payload)) << stored[0].type;
    EXPECT_EQ(stored[0].version, 1);
    EXPECT_EQ(stored[0].traceparent, context.trace.ToTraceparent());
    EXPECT_EQ(acted.operator_id(), "spiffe://clearway.local/operator/jane");
    EXPECT_EQ(acted.method(), kMethod);
    EXPECT_EQ(acted.request_id(), "r-1");
    EXPECT_EQ(acted.request_hmac(), crypto::HmacSha256(std::string(32, 'k'), kSecret));
    for (const auto* part : {"Ada", "Lovelace", "NL91"}) {
        EXPECT_THAT(stored[0].payload, ::testing::Not(::testing::HasSubstr(part)));
        EXPECT_THAT(stored[0].summary, ::testing::Not(::testing::HasSubstr(part)));
    }
}

TEST_F(OperatorLogTest, EachCallIsAnotherFactThoughAllElseIsTheSame) {
    OperatorLog log(Options(), key_file_, clock_);
    std::vector<std::future<bool>> recording;
    for (int i = 0; i < 50; ++i)
        recording.push_back(std::async(std::launch::async, [&] {
            const auto context = ByJane();
            return Record(log, context).has_value();
        }));
    for (auto& one : recording) EXPECT_TRUE(one.get());
    EXPECT_EQ(Count(), 50);
}

TEST_F(OperatorLogTest, ACommitInDoubtThatComesAgainStoresNothingTwice) {
    OperatorLog log(Options(), key_file_, clock_);
    const auto context = ByJane();
    ASSERT_TRUE(Record(log, context));
    ASSERT_TRUE(Record(log, context));
    EXPECT_EQ(Count(), 1);
}

TEST_F(OperatorLogTest, WhatCannotBeStoredIsRefused) {
    OperatorLog log(Options(), key_file_, clock_);
    Execute(
        "CREATE FUNCTION refuse_all() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'full' USING ERRCODE = 'disk_full'; END $$;"
        "CREATE TRIGGER refuse_all BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION "
        "refuse_all()");
    const auto refused = Record(log, ByJane());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, core::ErrorCode::kUnavailable);
    EXPECT_EQ(Count(), 0);
    Execute("DROP TRIGGER refuse_all ON events");
    EXPECT_TRUE(Record(log, ByJane()));
}

TEST_F(OperatorLogTest, TheFactIsPublishedBesideThoseOfTheServicesOtherWriter) {
    Outbox outbox(Options());
    Runner runner({.name = "test", .database_url = database_.Url()}, outbox, Apply);
    OperatorLog log(Options(), key_file_, clock_);
    std::mutex mutex;
    std::vector<std::string> types;
    const Subscription reader({.consumer = "reader-" + service_,
                               .topics = {TopicOf(service_)},
                               .database_url = database_.Url(),
                               .kafka_brokers = testing::TestKafkaBrokers()},
                              [&](const auto& batch) {
                                  const std::lock_guard lock(mutex);
                                  for (const auto& fact : batch) types.push_back(fact.type);
                              });
    for (int i = 1; i <= 3; ++i) {
        ASSERT_TRUE(Submit(runner, {core::Uuid::Random(), 1, i}));
        ASSERT_TRUE(Record(log, ByJane()));
    }
    const auto count = [&](std::string_view type) {
        const std::lock_guard lock(mutex);
        return std::ranges::count(types, type);
    };
    EXPECT_TRUE(
        testing::WaitUntil([&] { return count("clearway.common.v1.OperatorActed") == 3; }, 60'000));
    EXPECT_TRUE(
        testing::WaitUntil([&] { return count("google.protobuf.Int64Value") == 3; }, 60'000));
}

TEST_F(OperatorLogTest, AKeyThatIsShortOrMissingIsRefused) {
    EXPECT_THROW(OperatorLog(Options(), key_file_ + ".none", clock_), std::runtime_error);
    std::ofstream(key_file_) << std::string(31, 'k');
    EXPECT_THROW(OperatorLog(Options(), key_file_, clock_), std::runtime_error);
}

}  // namespace
}  // namespace clearway::events
