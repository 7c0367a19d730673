// SPDX-License-Identifier: Apache-2.0
#include "gateway/transcode/binding.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/time_util.h>
#include <gtest/gtest.h>

#include "clearway/payment/v1/payment_service.pb.h"
#include "clearway/settlement/v1/settlement_service.pb.h"
#include "gateway/transcode/linked_services.h"

namespace clearway::gateway {
namespace {

core::Result<std::string> Bind(std::string_view method, std::string_view path,
                               std::string_view query, std::string_view body) {
    static const RouteTable table(LinkedServices());
    const RouteMatch match = table.Match(method, path);
    const auto& found = std::get<RouteFound>(match);
    return BindRequest(*found.route, found.parameters, query, body);
}

template <class Message>
Message Parse(const core::Result<std::string>& bound) {
    Message message;
    EXPECT_TRUE(bound.has_value()) << (bound ? "" : std::string(bound.error().Detail()));
    if (bound) {
        EXPECT_TRUE(message.ParseFromString(*bound));
    }
    return message;
}

TEST(BindRequest, JoinsPathAndBody) {
    const auto request = Parse<payment::v1::CapturePaymentRequest>(
        Bind("POST", "/v1/payments/7:capture", "", R"({"amount":{"currency":"EUR","value":"1"}})"));
    EXPECT_EQ(request.payment_id(), "7");
    EXPECT_EQ(request.amount().value(), "1");
}

TEST(BindRequest, TakesAnAbsentBodyAsAnEmptyOne) {
    EXPECT_EQ(Parse<payment::v1::CancelPaymentRequest>(
                  Bind("POST", "/v1/payments/7:cancel", "", "")).payment_id(),
              "7");
}

TEST(BindRequest, ReadsTheQuery) {
    const auto list = Parse<payment::v1::ListPaymentsRequest>(
        Bind("GET", "/v1/payments", "status=in_review&page_size=20&page_token=a%2Bb%3D+c", ""));
    EXPECT_EQ(list.status(), payment::v1::PAYMENT_STATUS_IN_REVIEW);
    EXPECT_EQ(list.page_size(), 20);
    EXPECT_EQ(list.page_token(), "a+b= c");
    const auto statement = Parse<settlement::v1::GetStatementRequest>(
        Bind("GET", "/v1/accounts/7/statement", "from=2024-01-01T00:00:00%2B01:00", ""));
    EXPECT_EQ(google::protobuf::util::TimeUtil::ToString(statement.from()),
              "2023-12-31T23:00:00Z");
    EXPECT_FALSE(statement.has_to());
}

struct Refusal {
    const char* method;
    const char* path;
    std::string query;
    std::string body;
    std::string field;  // empty: no field error
};

TEST(BindRequest, RefusesWhatTheContractDoesNotHave) {
    const std::vector<Refusal> refusals = {
        {"GET", "/v1/payments", "colour=red", "", "colour"},
        {"GET", "/v1/payments", "secret%20name=red", "", "?"},
        {"GET", "/v1/payments", "page_size=1&page_size=2", "", "page_size"},
        {"GET", "/v1/payments", "page_size=", "", "page_size"},
        {"GET", "/v1/payments", "page_size=1.5", "", "page_size"},
        {"GET", "/v1/payments", "page_size=2147483648", "", "page_size"},
        {"GET", "/v1/payments", "pageSize=1", "", "pageSize"},
        {"GET", "/v1/payments", "status=nope", "", "status"},
        {"GET", "/v1/payments", "status=unspecified", "", "status"},
        {"GET", "/v1/payments", "page_size", "", ""},
        {"GET", "/v1/payments", "=1", "", ""},
        {"GET", "/v1/payments", "page_size=1&", "", ""},
        {"GET", "/v1/payments", "&page_size=1", "", ""},
        {"GET", "/v1/payments", "page_token=%zz", "", ""},
        {"GET", "/v1/payments", "page_token=%00", "", ""},
        {"GET", "/v1/payments", "page_token=%ff", "", ""},
        {"GET", "/v1/payments/7", "payment_id=8", "", "payment_id"},
        {"GET", "/v1/accounts/7/statement", "from=2024-01-01", "", "from"},
        {"GET", "/v1/accounts/7/statement", "from.seconds=1", "", "from.seconds"},
        {"GET", "/v1/payments/7", "", "{}", ""},
        {"POST", "/v1/payments/7:cancel", "", R"({"payment_id":"7"})", "payment_id"},
        {"POST", "/v1/payments/7:cancel", "amount=1", "{}", "amount"},
        {"POST", "/v1/payments/7:capture", "", R"({"amount":{"currency":"EUR"}})", "amount.value"},
        {"POST", "/v1/payments/7:cancel", "", "null", ""},
        {"POST", "/v1/payments", "", R"({"debtor":{"account_id":"a"})", ""},
    };
    for (const Refusal& row : refusals) {
        const auto bound = Bind(row.method, row.path, row.query, row.body);
        ASSERT_FALSE(bound) << row.path << " " << row.query << " " << row.body;
        EXPECT_EQ(bound.error().code, core::ErrorCode::kInvalidArgument);
        const auto& errors = bound.error().field_errors;
        EXPECT_EQ(errors.empty() ? "" : errors[0].field, row.field) << row.query << row.body;
    }
}

TEST(BindRequest, NamesEveryAbsentFieldAtOnce) {
    const auto bound = Bind("POST", "/v1/payments", "", "{}");
    ASSERT_FALSE(bound);
    EXPECT_EQ(bound.error().field_errors.size(), 3u);
}

TEST(RenderResponse, WritesTheResponseOfTheRoute) {
    static const RouteTable table(LinkedServices());
    const RouteMatch match = table.Match("GET", "/v1/accounts/7");
    const Route& route = *std::get<RouteFound>(match).route;
    settlement::v1::Account account;
    account.set_account_id("7");
    account.set_status(settlement::v1::ACCOUNT_STATUS_ACTIVE);
    const auto json = RenderResponse(route, account.SerializeAsString());
    ASSERT_TRUE(json);
    EXPECT_EQ(*json, R"({"account_id":"7","status":"active","holder_erased":false})");
    const auto broken = RenderResponse(route, "\xff\xff");
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().code, core::ErrorCode::kInternal);
    account.mutable_created_at()->set_nanos(-1);
    EXPECT_FALSE(RenderResponse(route, account.SerializeAsString()));
}

}  // namespace
}  // namespace clearway::gateway
