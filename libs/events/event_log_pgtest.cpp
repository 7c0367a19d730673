// SPDX-License-Identifier: Apache-2.0
// EventLogService over mutual TLS, with the event store in a real PostgreSQL.
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <chrono>

#include "async/runtime.h"
#include "clearway/common/v1/event_log.grpc.pb.h"
#include "core/digest.h"
#include "events/event_log_rpc.h"
#include "events/event_partitions.h"
#include "events/event_store.h"
#include "rpc/operator_fixture.h"
#include "rpc/server.h"
#include "rpc/status_map.h"
#include "rpc/test_pki.h"
#include "testing/test_database.h"

namespace clearway::events {
namespace {

namespace pb = clearway::common::v1;
using grpc::StatusCode;

std::vector<core::Uuid> StreamsOf(const core::PaymentId& payment) {
    return {payment.value, core::DeriveHoldId(payment).value};
}

class EventLogTest : public ::testing::Test {
protected:
    EventLogTest() {
        MakePartitionsFor(database_.Url(),
                          {core::FromMicros(1), core::FromMicros(1'772'366'400'000'000)});
    }

    // Serves the store behind `database_url` as settlement would.
    struct Running {
        Running(const std::string& database_url, rpc::TestPki& pki)
            : readers(database_url, 1),
              server("127.0.0.1:0", pki.Issue("service/settlement"), {service.get()}) {}

        async::Runtime runtime{1};
        postgres::ReadPool readers;
        rpc::OperatorNotes operators;
        rpc::Adapter adapter{runtime.GetExecutor(), operators};
        std::unique_ptr<grpc::Service> service =
            MakeEventLogService("settlement", adapter, readers, StreamsOf);
        rpc::Server server;
    };

    // The answer, and the error as the caller reads it.
    template <class Response>
    struct Answer {
        grpc::Status status;
        core::Error error{.code = core::ErrorCode::kInternal};
        Response events;
    };

    template <class Response, class Call>
    Answer<Response> Make(const std::string& caller, const Call& call) {
        const auto channel =
            grpc::CreateChannel("localhost:" + std::to_string(running_->server.Port()),
                                rpc::MakeChannelCredentials(pki_.Issue(caller), "settlement"));
        grpc::ClientContext context;
        context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
        Answer<Response> answer;
        answer.status = call(*pb::EventLogService::NewStub(channel), context, answer.events);
        const auto& trailers = context.GetServerTrailingMetadata();
        const auto detail = trailers.find(rpc::kErrorDetailKey);
        if (detail != trailers.end())
            answer.error = rpc::FromStatus(
                answer.status, std::string(detail->second.data(), detail->second.size()));
        return answer;
    }

    Answer<pb::ListPaymentEventsResponse> Ask(const std::string& payment_id,
                                              const std::string& caller = "service/payment") {
        pb::ListPaymentEventsRequest request;
        request.set_payment_id(payment_id);
        return Make<pb::ListPaymentEventsResponse>(
            caller, [&](auto& stub, auto& context, auto& events) {
                return stub.ListPaymentEvents(&context, request, &events);
            });
    }

    Answer<pb::ExportEventsResponse> Export(const pb::ExportEventsRequest& request,
                                            const std::string& caller = "operator/ops") {
        return Make<pb::ExportEventsResponse>(caller, [&](auto& stub, auto& context, auto& events) {
            return stub.ExportEvents(&context, request, &events);
        });
    }

    void Store(const core::Uuid& stream, std::int32_t version, std::int64_t micros) {
        const NewEvent event{.stream_id = stream,
                             .version = version,
                             .type = "clearway.test.v1.Fact",
                             .payload = "payload",
                             .occurred_at = core::FromMicros(micros),
                             .summary = "at " + std::to_string(micros)};
        postgres::Session session(database_.Url());
        postgres::Transaction transaction(session);
        transaction.exec_params(
            "INSERT INTO events (stream_id, version, lane, lane_sequence, type, payload,"
            " occurred_at, summary, hash) VALUES ($1, $2, 0, $3, $4, $5::bytea, $6, $7,"
            " decode($8, 'hex'))",
            stream.ToString(), version, ++stored_, event.type, event.payload,
            core::FormatRfc3339(event.occurred_at), event.summary,
            core::ToHex(ChainHash("", event)));
        transaction.commit();
    }

    testing::TestDatabase database_{"event_log", {EventStoreMigration()}};
    rpc::TestPki pki_;
    std::unique_ptr<Running> running_ = std::make_unique<Running>(database_.Url(), pki_);
    const core::PaymentId payment_ = core::DerivePaymentId("acme", "one");
    const core::Uuid hold_ = core::DeriveHoldId(payment_).value;
    std::int64_t stored_ = 0;
};

TEST_F(EventLogTest, EventsOfAllStreamsOfAPaymentComeOldestFirst) {
    Store(hold_, 1, 2'000'000);
    Store(hold_, 2, 2'000'000);
    Store(payment_.value, 1, 1'000'000);
    Store(payment_.value, 2, 2'000'001);
    Store(payment_.value, 3, 3'000'000);
    Store(core::DerivePaymentId("acme", "other").value, 1, 1'500'000);
    const auto answer = Ask(payment_.ToString());
    ASSERT_TRUE(answer.status.ok()) << answer.status.error_message();
    std::vector<std::string> found;
    for (const auto& event : answer.events.events())
        found.push_back(std::string(event.stream_id() == hold_.ToString() ? "hold " : "payment ") +
                        std::to_string(event.version()));
    EXPECT_EQ(found, (std::vector<std::string>{"payment 1", "hold 1", "hold 2", "payment 2",
                                               "payment 3"}));
}

TEST_F(EventLogTest, AnEventIsToldAsItIsStored) {
    Store(hold_, 1, 1'772'366'400'123'456);
    const auto answer = Ask(payment_.ToString());
    ASSERT_EQ(answer.events.events_size(), 1);
    const auto& event = answer.events.events(0);
    EXPECT_EQ(event.event_id(), DeriveEventId(hold_, 1).ToString());
    EXPECT_EQ(event.service(), "settlement");
    EXPECT_EQ(event.type(), "clearway.test.v1.Fact");
    EXPECT_EQ(event.stream_id(), hold_.ToString());
    EXPECT_EQ(event.version(), 1);
    EXPECT_EQ(event.occurred_at().seconds(), 1'772'366'400);
    EXPECT_EQ(event.occurred_at().nanos(), 123'456'000);
    EXPECT_EQ(event.summary(), "at 1772366400123456");
    postgres::Session session(database_.Url());
    postgres::Transaction transaction(session);
    EXPECT_EQ(event.hash(), transaction.exec1("SELECT encode(hash, 'hex') FROM events")[0].c_str());
}

TEST_F(EventLogTest, APaymentThatIsNotKnownHasNoEvents) {
    Store(hold_, 1, 1);
    const auto answer = Ask(core::DerivePaymentId("acme", "unknown").ToString());
    EXPECT_TRUE(answer.status.ok()) << answer.status.error_message();
    EXPECT_EQ(answer.events.events_size(), 0);
}

TEST_F(EventLogTest, APaymentIdThatIsNoneIsAFaultOfThatField) {
    for (const std::string id : {"", "payment", "6ba7b810-9dad-11d1-80b4-00c04fd430c8x"}) {
        const auto answer = Ask(id);
        EXPECT_EQ(answer.status.error_code(), StatusCode::INVALID_ARGUMENT) << id;
        ASSERT_EQ(answer.error.field_errors.size(), 1U) << id;
        EXPECT_EQ(answer.error.field_errors[0].field, "payment_id");
    }
}

TEST_F(EventLogTest, OnlyThePaymentServiceAndOperatorsMayAsk) {
    Store(hold_, 1, 1);
    for (const std::string caller : {"service/payment", "operator/ops"})
        EXPECT_EQ(Ask(payment_.ToString(), caller).events.events_size(), 1) << caller;
    for (const std::string caller :
         {"service/gateway", "service/settlement", "service/fraud", "partner/acme"}) {
        const auto answer = Ask(payment_.ToString(), caller);
        EXPECT_EQ(answer.status.error_code(), StatusCode::PERMISSION_DENIED) << caller;
        EXPECT_EQ(answer.events.events_size(), 0) << caller;
    }
}

TEST_F(EventLogTest, WithoutADatabaseTheCallerHearsUnavailable) {
    running_ = std::make_unique<Running>("host=127.0.0.1 port=1 dbname=none", pki_);
    const auto answer = Ask(payment_.ToString());
    EXPECT_EQ(answer.status.error_code(), StatusCode::UNAVAILABLE);
    EXPECT_EQ(answer.error.code, core::ErrorCode::kUnavailable);
}

TEST_F(EventLogTest, ExportedEventsHaveWhatTheirHashesCover) {
    const auto other = core::DerivePaymentId("acme", "other").value;
    Store(hold_, 1, 2'000'000);
    Store(payment_.value, 1, 1'000'000);
    Store(other, 1, 3'000'000);
    pb::ExportEventsRequest request;
    request.set_payment_id(payment_.ToString());
    request.add_stream_ids(other.ToString());
    const auto answer = Export(request);
    ASSERT_TRUE(answer.status.ok()) << answer.status.error_message();
    ASSERT_EQ(answer.events.events_size(), 3);
    for (const auto& exported : answer.events.events()) {
        const auto& event = exported.event();
        const NewEvent again{
            .stream_id = *core::Uuid::Parse(event.stream_id()),
            .version = event.version(),
            .type = event.type(),
            .payload = exported.payload(),
            .occurred_at = core::FromMicros(event.occurred_at().seconds() * 1'000'000),
            .summary = event.summary()};
        EXPECT_EQ(event.hash(), core::ToHex(ChainHash("", again)));
    }
}

TEST_F(EventLogTest, OnlyOperatorsExport) {
    Store(hold_, 1, 1);
    pb::ExportEventsRequest request;
    request.set_payment_id(payment_.ToString());
    EXPECT_EQ(Export(request).events.events_size(), 1);
    EXPECT_EQ(Export(request, "service/payment").status.error_code(),
              StatusCode::PERMISSION_DENIED);
}

TEST_F(EventLogTest, AnExportOfWhatIsNoStreamIsRefused) {
    pb::ExportEventsRequest no_payment, no_stream, too_many;
    no_payment.set_payment_id("payment");
    no_stream.add_stream_ids("stream");
    for (int i = 0; i < 101; ++i) too_many.add_stream_ids(hold_.ToString());
    for (const auto& request : {no_payment, no_stream, too_many})
        EXPECT_EQ(Export(request).status.error_code(), StatusCode::INVALID_ARGUMENT);
    EXPECT_TRUE(Export({}).status.ok());
}

}  // namespace
}  // namespace clearway::events
