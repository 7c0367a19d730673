// SPDX-License-Identifier: Apache-2.0
// An operator's call over mutual TLS to a real server with the call adapter of the services.
#include "gateway/operator/remote.h"

#include <gtest/gtest.h>

#include <map>

#include "async/runtime.h"
#include "clearway/common/v1/event_log.pb.h"
#include "rpc/operator_fixture.h"
#include "rpc/server.h"
#include "rpc/service.h"
#include "rpc/test_pki.h"

namespace clearway::gateway::console {
namespace {

using common::v1::ListPaymentEventsRequest;
using common::v1::ListPaymentEventsResponse;

class EventLog final : public rpc::Service {
public:
    explicit EventLog(rpc::Adapter& adapter)
        : Service(adapter, "clearway.common.v1.EventLogService") {
        Serve("ListPaymentEvents", List);
        Serve("ExportEvents", Export);
    }

private:
    static async::Task<core::Result<ListPaymentEventsResponse>> List(
        rpc::CallContext& call, const ListPaymentEventsRequest& request) {
        if (request.payment_id() == "absent") co_return core::ErrorCode::kPaymentNotFound;
        ListPaymentEventsResponse response;
        response.add_events()->set_stream_id(request.payment_id());
        response.mutable_events(0)->set_service(call.caller);
        co_return response;
    }
    static async::Task<core::Result<common::v1::ExportEventsResponse>> Export(
        rpc::CallContext&, const common::v1::ExportEventsRequest&) {
        co_return common::v1::ExportEventsResponse();
    }
};

class RemoteTest : public testing::Test {
protected:
    core::Result<std::string> CallAs(const std::string& who, std::string_view json, int port = 0) {
        const rpc::TlsFiles tls = pki_.Issue(who);
        const std::map<std::string, std::string, std::less<>> settings = {
            {"CLEARWAY_TLS_CA", tls.ca},
            {"CLEARWAY_TLS_CERT", tls.certificate},
            {"CLEARWAY_TLS_KEY", tls.key},
            {"CLEARWAY_PEER_FRAUD",
             "127.0.0.1:" + std::to_string(port == 0 ? server_.Port() : port)}};
        config::Environment environment(
            [&settings](std::string_view name) -> std::optional<std::string> {
                const auto found = settings.find(name);
                if (found == settings.end()) return std::nullopt;
                return found->second;
            });
        const auto call = FindCall("common.v1.EventLogService/ListPaymentEvents");
        auto answer = CallRemote(*call, "fraud", json, environment);
        EXPECT_TRUE(environment.Faults().empty());
        return answer;
    }

    async::Runtime runtime_{1};
    rpc::TestPki pki_;
    rpc::OperatorNotes operators_;
    rpc::Adapter adapter_{runtime_.GetExecutor(), operators_};
    EventLog log_{adapter_};
    rpc::Server server_{"127.0.0.1:0", pki_.Issue("service/fraud"), {&log_}, &adapter_.Stream()};
};

TEST_F(RemoteTest, GivesTheAnswerAsJson) {
    const auto answer = CallAs("operator/ops", R"({"payment_id":"7"})");
    ASSERT_TRUE(answer) << answer.error().Detail();
    EXPECT_EQ(*answer, R"({"events":[{"service":"operator","stream_id":"7","version":0}]})");
}

TEST_F(RemoteTest, GivesTheRefusalWithItsCode) {
    const auto absent = CallAs("operator/ops", R"({"payment_id":"absent"})");
    ASSERT_FALSE(absent);
    EXPECT_EQ(absent.error().code, core::ErrorCode::kPaymentNotFound);
    const auto denied = CallAs("service/gateway", R"({"payment_id":"7"})");
    ASSERT_FALSE(denied);
    EXPECT_EQ(denied.error().code, core::ErrorCode::kCallerNotAllowed);
}

TEST_F(RemoteTest, SaysThatAPeerCannotBeReached) {
    const auto answer = CallAs("operator/ops", "{}", 1);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, core::ErrorCode::kUnavailable);
}

}  // namespace
}  // namespace clearway::gateway::console
