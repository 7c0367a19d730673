// SPDX-License-Identifier: Apache-2.0
// The simulator as its callers see it: gRPC over mutual TLS, PostgreSQL behind it.
#include "services/rail_simulator/app.h"

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <future>

#include "clearway/rail/v1/rail_service.grpc.pb.h"
#include "clearway/rail/v1/rail_simulator_service.grpc.pb.h"
#include "rpc/test_pki.h"
#include "services/rail_simulator/messages_fixture.h"
#include "testing/test_database.h"

namespace clearway::rail_simulator {
namespace {

namespace v1 = clearway::rail::v1;
using namespace std::chrono_literals;
using grpc::StatusCode;
using ::testing::ElementsAre;

class AppTest : public ::testing::Test {
protected:
    host::ServiceSettings Settings() {
        host::ServiceSettings settings;
        settings.listen = {.host = "127.0.0.1", .port = 0};
        settings.database_url = database_.Url();
        settings.instance = "rail_simulator-0";
        settings.tls = pki_.Issue("service/rail_simulator");
        return settings;
    }
    std::shared_ptr<grpc::Channel> As(const std::string& identity) {
        return grpc::CreateChannel(
            "localhost:" + std::to_string(app_->Port()),
            rpc::MakeChannelCredentials(pki_.Issue(identity), "rail_simulator"));
    }
    grpc::Status Submit(const std::string& id, const std::string& content,
                        const std::string& type = "pacs.008.001.08",
                        const std::string& rail = "instant") {
        v1::SubmitRequest request;
        request.set_rail(rail);
        request.set_message_id(id);
        request.set_type(type);
        request.set_content(content);
        grpc::ClientContext context;
        return rails_->Submit(&context, request, &submitted_);
    }
    grpc::Status Pay(const Order& order) {
        return Submit(order.references.message_id, TransferMessage({order}));
    }
    std::vector<std::string> Receive(std::int64_t after, int wait_ms = 0) {
        v1::ReceiveRequest request;
        request.set_rail("instant");
        request.set_after_sequence(after);
        request.set_max(100);
        request.set_wait_ms(wait_ms);
        grpc::ClientContext context;
        v1::ReceiveResponse response;
        const auto status = rails_->Receive(&context, request, &response);
        EXPECT_TRUE(status.ok()) << status.error_message();
        std::vector<std::string> lines;
        for (const auto& message : response.messages())
            for (auto& line : LinesOf(message.content())) lines.push_back(std::move(line));
        return lines;
    }

    ::clearway::testing::TestDatabase database_{"rail_simulator", Migrations()};
    rpc::TestPki pki_;
    std::unique_ptr<Simulator> app_ = MakeApp(Settings());
    std::unique_ptr<v1::RailService::Stub> rails_ =
        v1::RailService::NewStub(As("service/settlement"));
    std::unique_ptr<v1::RailSimulatorService::Stub> operator_ =
        v1::RailSimulatorService::NewStub(As("operator/ops"));
    v1::SubmitResponse submitted_;
};

TEST_F(AppTest, AMessageIsTakenAndAnswered) {
    const auto order = SomeOrder("1", 1200);
    ASSERT_TRUE(Pay(order).ok());
    EXPECT_FALSE(submitted_.repeated());
    ASSERT_TRUE(Pay(order).ok());
    EXPECT_TRUE(submitted_.repeated());
    EXPECT_THAT(Receive(0), ElementsAre("ACSC 12.00"));
    EXPECT_THAT(Receive(1), ElementsAre());
}

TEST_F(AppTest, WhatIsNoMessageIsRefused) {
    const auto order = SomeOrder("1", 1200);
    const auto good = TransferMessage({order});
    const auto code = [&](const std::string& id, const std::string& content,
                          const std::string& type = "pacs.008.001.08",
                          const std::string& rail = "instant") {
        return Submit(id, content, type, rail).error_code();
    };
    EXPECT_EQ(code("M-1", "<Document/>"), StatusCode::INVALID_ARGUMENT);
    EXPECT_EQ(code("M-1", good.substr(0, good.size() / 2)), StatusCode::INVALID_ARGUMENT);
    EXPECT_EQ(code("M-2", good), StatusCode::INVALID_ARGUMENT);
    EXPECT_EQ(code("M-1", good, "pacs.009.001.08"), StatusCode::INVALID_ARGUMENT);
    EXPECT_EQ(code("M-1", good, "pacs.008.001.08", "tram"), StatusCode::INVALID_ARGUMENT);
    EXPECT_EQ(code("M-1", TransferMessage({order, SomeOrder("2", 1)})),
              StatusCode::INVALID_ARGUMENT);
    EXPECT_THAT(Receive(0), ElementsAre());
}

TEST_F(AppTest, AnAnswerHasNoMoreBytesThanAreAskedForButAlwaysAMessage) {
    for (const auto* number : {"1", "2", "3"}) ASSERT_TRUE(Pay(SomeOrder(number, 1200)).ok());
    const auto received = [this](int max_bytes) {
        v1::ReceiveRequest request;
        request.set_rail("instant");
        request.set_max(100);
        request.set_max_bytes(max_bytes);
        grpc::ClientContext context;
        v1::ReceiveResponse response;
        EXPECT_TRUE(rails_->Receive(&context, request, &response).ok());
        return response;
    };
    const auto all = received(0);
    ASSERT_EQ(all.messages_size(), 3);
    const auto two = all.messages(0).content().size() + all.messages(1).content().size();
    EXPECT_EQ(received(static_cast<int>(two)).messages_size(), 2);
    EXPECT_EQ(received(static_cast<int>(two) - 1).messages_size(), 1);
    EXPECT_EQ(received(1).messages_size(), 1);
    v1::ReceiveRequest request;
    request.set_rail("instant");
    request.set_max(1);
    for (const int wrong : {-1, (4 << 20) + 1}) {
        request.set_max_bytes(wrong);
        grpc::ClientContext context;
        v1::ReceiveResponse response;
        EXPECT_EQ(rails_->Receive(&context, request, &response).error_code(),
                  StatusCode::INVALID_ARGUMENT);
    }
}

TEST_F(AppTest, AReceiverWaitsForTheAnswer) {
    auto waiting = std::async(std::launch::async, [this] { return Receive(0, 30'000); });
    ASSERT_TRUE(Pay(SomeOrder("1", 110'020)).ok());  // the answer comes after 2 s
    EXPECT_THAT(waiting.get(), ElementsAre("ACSC 1100.20"));
}

TEST_F(AppTest, AReceiverWaitsNoLongerThanItSays) {
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_THAT(Receive(0, 50), ElementsAre());
    EXPECT_GE(std::chrono::steady_clock::now() - begun, 50ms);
}

TEST_F(AppTest, TheAnswerMayComeBeforeSubmitReturns) {
    auto paying =
        std::async(std::launch::async, [this] { return Pay(SomeOrder("1", 110'041)).ok(); });
    EXPECT_THAT(Receive(0, 30'000), ElementsAre("ACSC 1100.41"));
    EXPECT_EQ(paying.wait_for(0s), std::future_status::timeout);
    EXPECT_THAT(Receive(1), ElementsAre());  // it was dealt with
    EXPECT_TRUE(paying.get());
}

TEST_F(AppTest, AnOperatorLeadsIt) {
    grpc::ClientContext first, second, third, fourth;
    v1::LoadScenarioRequest load;
    load.set_document(R"({"rules": [{"name": "slow", "when": {}, "then": {"delay_days": 2}}]})");
    v1::LoadScenarioResponse loaded;
    ASSERT_TRUE(operator_->LoadScenario(&first, load, &loaded).ok());
    EXPECT_EQ(loaded.version(), 1);
    load.set_document(R"({"rules": 1})");
    EXPECT_EQ(operator_->LoadScenario(&second, load, &loaded).error_code(),
              StatusCode::INVALID_ARGUMENT);
    ASSERT_TRUE(Pay(SomeOrder("1", 1200)).ok());
    EXPECT_THAT(Receive(0), ElementsAre());
    v1::TurnClockRequest turn;
    turn.set_forward_seconds(3 * 24 * 3600);
    v1::TurnClockResponse turned;
    ASSERT_TRUE(operator_->TurnClock(&third, turn, &turned).ok());
    EXPECT_THAT(Receive(0), ElementsAre("ACSC 12.00"));
    v1::ListSimulatedPaymentsRequest list;
    list.set_max(10);
    v1::ListSimulatedPaymentsResponse listed;
    ASSERT_TRUE(operator_->ListSimulatedPayments(&fourth, list, &listed).ok());
    ASSERT_EQ(listed.payments_size(), 1);
    EXPECT_EQ(listed.payments(0).state(), "settled");
    EXPECT_EQ(listed.payments(0).rule(), "slow");
    EXPECT_EQ(listed.payments(0).minor_units(), 1200);
}

TEST_F(AppTest, OthersAreRefused) {
    grpc::ClientContext submit, turn;
    v1::SubmitResponse submitted;
    const auto stranger = v1::RailService::NewStub(As("service/payment"));
    EXPECT_EQ(stranger->Submit(&submit, v1::SubmitRequest(), &submitted).error_code(),
              StatusCode::PERMISSION_DENIED);
    v1::TurnClockResponse turned;
    const auto leader = v1::RailSimulatorService::NewStub(As("service/settlement"));
    EXPECT_EQ(leader->TurnClock(&turn, v1::TurnClockRequest(), &turned).error_code(),
              StatusCode::PERMISSION_DENIED);
}

}  // namespace
}  // namespace clearway::rail_simulator
