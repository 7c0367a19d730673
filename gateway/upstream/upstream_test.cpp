// SPDX-License-Identifier: Apache-2.0
#include "gateway/upstream/upstream.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <mutex>

#include "async/runtime.h"
#include "gateway/testing/test_pki.h"
#include "gateway/upstream/test_service.h"

namespace clearway::gateway::upstream {
namespace {

using core::ErrorCode;
using std::chrono::milliseconds;

// What a test wants to know of an answer after its coroutine has ended.
struct Seen {
    std::string bytes;
    bool replayed = false;
    std::optional<core::Error> error;
};

class UpstreamTest : public ::testing::Test {
protected:
    static rpc::TlsFiles Files(const std::string& path) {
        static testing::TestPki pki;
        const auto identity = pki.Issue(path);
        return {.ca = pki.CaFile(), .certificate = identity.certificate, .key = identity.key};
    }
    void Serve(TestService::Answer answer, const std::string& identity = "service/payment") {
        service_ = std::make_unique<TestService>(Files(identity), std::move(answer));
        address_ = service_->Address();
    }
    void Connect(const BreakerOptions& breaker = {}) {
        upstream_ = std::make_unique<Upstream>(std::vector<Peer>{{"payment", address_}},
                                               Files("service/gateway"), breaker);
    }
    static Call MakeCall(bool repeatable = true) {
        return {.service = "payment",
                .path = "/clearway.payment.v1.PaymentService/GetPayment",
                .message = "request",
                .deadline = milliseconds(5000),
                .repeatable = repeatable,
                .partner_id = "acme",
                .idempotency_key = "k1",
                .request_id = "r1",
                .traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"};
    }
    static async::Task<Seen> Look(Upstream& upstream, Call call) {
        auto invoking = upstream.Invoke(std::move(call));
        const auto answer = co_await std::move(invoking);
        Seen seen;
        if (answer) {
            seen.bytes = std::string(answer->bytes);
            seen.replayed = answer->replayed;
        } else {
            seen.error = answer.error();
        }
        co_return seen;
    }
    Seen Ask(Call call) {
        return async::BlockOn(runtime_.GetExecutor(), Look(*upstream_, std::move(call)));
    }

    async::Runtime runtime_{2};
    std::unique_ptr<TestService> service_;
    std::string address_;
    std::unique_ptr<Upstream> upstream_;
};

TEST_F(UpstreamTest, PassesBytesContextAndDeadlineOn) {
    std::promise<TestCall> called;
    Serve([&called](const TestCall& call) {
        called.set_value(call);
        return TestReply{.result = std::string("answer"), .replayed = true};
    });
    Connect();
    const auto seen = Ask(MakeCall());
    EXPECT_EQ(seen.bytes, "answer");
    EXPECT_TRUE(seen.replayed);
    const auto call = called.get_future().get();
    EXPECT_EQ(call.path, "/clearway.payment.v1.PaymentService/GetPayment");
    EXPECT_EQ(call.message, "request");
    EXPECT_EQ(call.Metadata("clearway-partner-id"), "acme");
    EXPECT_EQ(call.Metadata("idempotency-key"), "k1");
    EXPECT_EQ(call.Metadata("x-request-id"), "r1");
    EXPECT_EQ(call.Metadata("traceparent").substr(3, 32), "4bf92f3577b34da6a3ce929d0e0e4736");
    EXPECT_GT(call.time_left, milliseconds(1000));
    EXPECT_LE(call.time_left, milliseconds(5000));
}

TEST_F(UpstreamTest, BringsTheServicesErrorWithItsFields) {
    Serve([](const TestCall&) {
        return TestReply{.result =
                             core::InvalidField("amount.value", "No.", ErrorCode::kInvalidAmount)};
    });
    Connect();
    const auto seen = Ask(MakeCall());
    ASSERT_TRUE(seen.error);
    EXPECT_EQ(seen.error->code, ErrorCode::kInvalidAmount);
    ASSERT_EQ(seen.error->field_errors.size(), 1u);
    EXPECT_EQ(seen.error->field_errors[0].field, "amount.value");
}

TEST_F(UpstreamTest, RepeatsOnlyWhatMayBeRepeatedAndOnlyWhatDidNotArrive) {
    struct Row {
        const char* name;
        bool repeatable;
        TestReply first;
        int calls;
        std::optional<ErrorCode> error;
    };
    const TestReply broken{.result = std::string(), .as_broken_transport = true};
    const TestReply refused{.result = ErrorCode::kUnavailable};
    const Row rows[] = {
        {"repeatable", true, broken, 2, std::nullopt},
        {"not repeatable", false, broken, 1, ErrorCode::kUnavailable},
        {"the service says no itself", true, refused, 1, ErrorCode::kUnavailable},
    };
    for (const auto& row : rows) {
        std::atomic<int> calls{0};
        Serve([&calls, &row](const TestCall&) {
            return ++calls == 1 ? row.first : TestReply{.result = std::string("done")};
        });
        Connect();
        const auto seen = Ask(MakeCall(row.repeatable));
        EXPECT_EQ(calls, row.calls) << row.name;
        EXPECT_EQ(seen.error ? std::optional(seen.error->code) : std::nullopt, row.error)
            << row.name;
    }
}

TEST_F(UpstreamTest, GivesUpAfterThreeAttempts) {
    std::atomic<int> calls{0};
    Serve([&calls](const TestCall&) {
        ++calls;
        return TestReply{.result = std::string(), .as_broken_transport = true};
    });
    Connect();
    EXPECT_EQ(Ask(MakeCall()).error->code, ErrorCode::kUnavailable);
    EXPECT_EQ(calls, 3);
}

TEST_F(UpstreamTest, AsksNoServiceThatStandsInForAnother) {
    std::atomic<int> calls{0};
    Serve([&calls](const TestCall&) {
        ++calls;
        return TestReply{.result = std::string("answer")};
    }, "service/fraud");
    Connect();
    const auto seen = Ask(MakeCall());
    ASSERT_TRUE(seen.error);
    EXPECT_EQ(seen.error->code, ErrorCode::kUnavailable);
    EXPECT_EQ(calls, 0);
}

TEST_F(UpstreamTest, EndsAtTheDeadline) {
    Serve([](const TestCall&) { return TestReply{.result = std::string(), .never = true}; });
    Connect();
    auto call = MakeCall();
    call.deadline = milliseconds(150);
    const auto seen = Ask(std::move(call));
    ASSERT_TRUE(seen.error);
    EXPECT_EQ(seen.error->code, ErrorCode::kDeadlineExceeded);
}

TEST_F(UpstreamTest, StopsAskingAServiceThatIsGoneAndFindsItAgain) {
    Serve([](const TestCall&) { return TestReply{.result = std::string("back")}; });
    Connect({.consecutive_failures_max = 2, .open_for = milliseconds(100)});
    EXPECT_EQ(Ask(MakeCall()).bytes, "back");
    const int port = service_->Port();
    service_.reset();
    // Two attempts open the breaker, so the second call of the same request is refused already.
    const auto gone = Ask(MakeCall());
    ASSERT_TRUE(gone.error);
    EXPECT_EQ(gone.error->code, ErrorCode::kUnavailable);
    const auto refused = Ask(MakeCall());
    ASSERT_TRUE(refused.error);
    EXPECT_GT(refused.error->retry_after_ms, 0);

    std::atomic<int> calls{0};
    service_ = std::make_unique<TestService>(
        Files("service/payment"),
        [&calls](const TestCall&) {
            ++calls;
            return TestReply{.result = std::string("again")};
        },
        port);
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    std::string bytes;
    while (bytes.empty() && std::chrono::steady_clock::now() < limit) bytes = Ask(MakeCall()).bytes;
    EXPECT_EQ(bytes, "again");
    EXPECT_EQ(calls, 1);
}

TEST_F(UpstreamTest, AServiceThatShedsLoadIsNotShutOut) {
    Serve([](const TestCall&) { return TestReply{.result = ErrorCode::kOverloaded}; });
    Connect({.consecutive_failures_max = 2});
    for (int i = 0; i < 5; ++i) EXPECT_EQ(Ask(MakeCall()).error->code, ErrorCode::kOverloaded);
}

TEST_F(UpstreamTest, RefusesCallsAfterItsEnd) {
    Serve([](const TestCall&) { return TestReply{.result = std::string("late")}; });
    Connect();
    upstream_->Stop();
    EXPECT_EQ(Ask(MakeCall(false)).error->code, ErrorCode::kUnavailable);
}

}  // namespace
}  // namespace clearway::gateway::upstream
