// SPDX-License-Identifier: Apache-2.0
#include "rpc/server.h"
#include "rpc/operator_fixture.h"

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <future>

#include "async/runtime.h"
#include "clearway/common/v1/event_log.grpc.pb.h"
#include "rpc/client.h"
#include "rpc/service.h"
#include "rpc/test_pki.h"

namespace clearway::rpc {
namespace {

namespace common = clearway::common::v1;
using namespace std::chrono_literals;
using Request = common::ListPaymentEventsRequest;
using Response = common::ListPaymentEventsResponse;

// Its handler waits until the test lets it go on.
class HeldService final : public Service {
public:
    explicit HeldService(Adapter& adapter)
        : Service(adapter, "clearway.common.v1.EventLogService") {
        Serve("ListPaymentEvents", &HeldService::List);
    }

    std::promise<void> entered;
    std::promise<void> go_on;
    std::promise<void> ended;

private:
    async::Task<core::Result<Response>> List(CallContext&, const Request&) {
        entered.set_value();
        go_on.get_future().wait();
        ended.set_value();
        co_return Response();
    }
};

class ServerTest : public testing::Test {
protected:
    std::shared_ptr<grpc::Channel> Channel() {
        return OpenChannel({.name = "payment",
                            .address = "127.0.0.1:" + std::to_string(server_.Port()),
                            .tls = tls_});
    }
    static grpc::Status List(const std::shared_ptr<grpc::Channel>& channel,
                             grpc::ClientContext& context) {
        context.set_deadline(std::chrono::system_clock::now() + 20s);
        Response response;
        return common::EventLogService::NewStub(channel)->ListPaymentEvents(&context, Request(),
                                                                            &response);
    }
    // grpc.health.v1, whose messages have one field each: {string service} and {enum status}.
    int HealthOf(const std::string& service) {
        std::string text;
        if (!service.empty())
            text = std::string("\x0a") + static_cast<char>(service.size()) + service;
        const grpc::Slice slice(text);
        const grpc::ByteBuffer request(&slice, 1);
        grpc::ByteBuffer response;
        grpc::ClientContext context;
        std::promise<grpc::Status> done;
        grpc::GenericStub stub(Channel());
        stub.UnaryCall(&context, "/grpc.health.v1.Health/Check", {}, &request, &response,
                       [&done](grpc::Status status) { done.set_value(status); });
        if (!done.get_future().get().ok()) return -1;
        grpc::Slice answer;
        if (!response.DumpToSingleSlice(&answer).ok() || answer.size() < 2) return 0;
        return answer.begin()[1];
    }

    TestPki pki_;
    TlsFiles tls_ = pki_.Issue("service/payment");
    async::Runtime runtime_{1};
    OperatorNotes operators_;
    Adapter adapter_{runtime_.GetExecutor(), operators_};
    HeldService held_{adapter_};
    Server server_{"127.0.0.1:0", tls_, {&held_}};
};

TEST_F(ServerTest, EveryServiceIsHealthyOnceStarted) {
    EXPECT_EQ(HealthOf(""), 1);
    EXPECT_EQ(HealthOf("clearway.common.v1.EventLogService"), 1);
    EXPECT_EQ(HealthOf("clearway.NoSuchService"), -1);
}

TEST_F(ServerTest, DrainRefusesNewCallsAndCompletesTheRunningOne) {
    const auto channel = Channel();
    grpc::ClientContext context;
    auto running = std::async(std::launch::async, [&] { return List(channel, context); });
    held_.entered.get_future().wait();
    auto drained = std::async(std::launch::async, [&] { server_.Drain(20s); });
    while (HealthOf("") == 1) {
    }
    grpc::ClientContext late;
    EXPECT_EQ(List(Channel(), late).error_code(), grpc::StatusCode::UNAVAILABLE);
    held_.go_on.set_value();
    EXPECT_TRUE(running.get().ok());
    drained.get();
}

TEST_F(ServerTest, ACallThatItsCallerCancelsRunsToItsEnd) {
    const auto channel = Channel();
    grpc::ClientContext context;
    auto running = std::async(std::launch::async, [&] { return List(channel, context); });
    held_.entered.get_future().wait();
    context.TryCancel();
    EXPECT_EQ(running.get().error_code(), grpc::StatusCode::CANCELLED);
    held_.go_on.set_value();
    server_.Drain(20s);
    EXPECT_EQ(held_.ended.get_future().wait_for(0s), std::future_status::ready);
}

TEST_F(ServerTest, ATakenPortIsAnError) {
    const auto address = "127.0.0.1:" + std::to_string(server_.Port());
    EXPECT_THROW(Server(address, tls_, {}), std::runtime_error);
}

TEST_F(ServerTest, UnreadableCertificatesAreAnError) {
    auto tls = tls_;
    tls.key = "/nonexistent/key.pem";
    EXPECT_THROW(Server("127.0.0.1:0", tls, {}), std::runtime_error);
}

}  // namespace
}  // namespace clearway::rpc
