// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/problem.h"

#include <gtest/gtest.h>

#include <set>

namespace clearway::gateway::http {
namespace {

using core::ErrorClass;
using core::ErrorCode;

TEST(Problem, EachClassHasItsStatus) {
    const std::pair<ErrorClass, int> rows[] = {
        {ErrorClass::kMalformed, 400}, {ErrorClass::kUnauthenticated, 401},
        {ErrorClass::kDenied, 403},    {ErrorClass::kNotFound, 404},
        {ErrorClass::kConflict, 409},  {ErrorClass::kRefused, 422},
        {ErrorClass::kLimit, 429},     {ErrorClass::kUnavailable, 503},
        {ErrorClass::kTimeout, 504},   {ErrorClass::kInternal, 500},
    };
    for (const auto& [error_class, status] : rows) EXPECT_EQ(StatusOf(error_class), status);
}

TEST(Problem, CodesAreUniqueOverBothCatalogues) {
    std::set<std::string_view> codes;
    for (const auto& row : AllGatewayErrors()) {
        EXPECT_TRUE(codes.insert(row.code).second) << row.code;
        EXPECT_NE(ReasonPhrase(row.status), "Status") << row.status;
    }
    for (const auto& row : core::AllErrors())
        EXPECT_TRUE(codes.insert(row.name).second) << row.name;
}

TEST(Problem, GoldenDocumentOfAFieldError) {
    const core::Error error{
        .code = ErrorCode::kInvalidAmount,
        .detail = "Too many \"digits\".",
        .field_errors = {{"amount.value", "invalid_amount", "Too many digits."}}};
    const auto response = RenderProblem(ToProblem(error), "/v1/payments", "r1");
    EXPECT_EQ(response.status, 400);
    EXPECT_EQ(response.content_type, "application/problem+json");
    EXPECT_EQ(response.headers.Size(), 0u);
    EXPECT_EQ(response.body,
              R"({"type":"https://clearway.dev/problems/invalid_amount",)"
              R"("title":"The amount is not valid.","status":400,)"
              R"("detail":"Too many \"digits\".","instance":"/v1/payments",)"
              R"("code":"invalid_amount","request_id":"r1","errors":[{"field":"amount.value",)"
              R"("code":"invalid_amount","message":"Too many digits."}]})");
}

TEST(Problem, GoldenDocumentOfAGatewayError) {
    const auto response =
        RenderProblem(ToProblem(GatewayError::kUnregisteredPartner), "/v1/accounts", "r2");
    EXPECT_EQ(response.body,
              R"({"type":"https://clearway.dev/problems/unregistered_partner",)"
              R"("title":"The client certificate belongs to no registered partner.",)"
              R"("status":403,)"
              R"("detail":"The client certificate belongs to no registered partner.",)"
              R"("instance":"/v1/accounts","code":"unregistered_partner","request_id":"r2"})");
}

TEST(Problem, InternalErrorsSayNothingOfTheInside) {
    const core::Error error{.code = ErrorCode::kInternal, .detail = "column \"x\" is missing"};
    const auto response = RenderProblem(ToProblem(error), "/", "r3");
    EXPECT_EQ(response.status, 500);
    EXPECT_EQ(response.body.find("column"), std::string::npos);
}

TEST(Problem, UnavailableAlwaysAdvisesWhenToComeBack) {
    core::Error error{.code = ErrorCode::kUnavailable};
    EXPECT_EQ(RenderProblem(ToProblem(error), "/", "r").headers.Find("retry-after"), "1");
    error.retry_after_ms = 2001;
    EXPECT_EQ(RenderProblem(ToProblem(error), "/", "r").headers.Find("retry-after"), "3");
    EXPECT_FALSE(RenderProblem(ToProblem(core::Error{.code = ErrorCode::kNotFound}), "/", "r")
                     .headers.Find("retry-after"));
}

}  // namespace
}  // namespace clearway::gateway::http
