// SPDX-License-Identifier: Apache-2.0
#include "gateway/policy/request_checks.h"

#include <gtest/gtest.h>

#include "core/uuid.h"

namespace clearway::gateway::policy {
namespace {

http::Headers With(std::initializer_list<std::pair<std::string, std::string>> fields) {
    http::Headers headers;
    for (const auto& [name, value] : fields) headers.Add(name, value);
    return headers;
}

TEST(RequestChecks, TakesTheRequestIdOfThePartnerOrMakesOne) {
    EXPECT_EQ(RequestIdOf(With({{"X-Request-ID", "a-B_9"}})), "a-B_9");
    EXPECT_EQ(RequestIdOf(With({{"x-request-id", std::string(64, 'a')}})), std::string(64, 'a'));
    for (const auto& bad : {std::string(), std::string(65, 'a'), std::string("a b"),
                            std::string("a\"b"), std::string("\xc3\xa4")})
        EXPECT_TRUE(core::Uuid::Parse(RequestIdOf(With({{"x-request-id", bad}})))) << bad;
    EXPECT_NE(RequestIdOf({}), RequestIdOf({}));
}

TEST(RequestChecks, GoesOnWithAValidTraceAndStartsAnewOtherwise) {
    const std::string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    const std::string valid = "00-" + trace + "-00f067aa0ba902b7-01";
    EXPECT_EQ(TraceOf(With({{"traceparent", valid}})).TraceId(), trace);
    EXPECT_NE(TraceOf(With({{"traceparent", valid + "x"}})).TraceId(), trace);
    EXPECT_NE(TraceOf(With({{"traceparent", valid}, {"traceparent", valid}})).TraceId(), trace);
    EXPECT_EQ(TraceOf({}).TraceId().size(), 32u);
}

TEST(RequestChecks, AcceptsIdempotencyKeysOf1To255VisibleCharacters) {
    const auto code = [](const http::Headers& headers, bool required) {
        const auto key = IdempotencyKeyOf(headers, required);
        return key ? std::optional<core::ErrorCode>() : key.error().code;
    };
    using enum core::ErrorCode;
    EXPECT_EQ(code({}, true), kMissingIdempotencyKey);
    EXPECT_EQ(code({}, false), std::nullopt);
    EXPECT_EQ(code(With({{"Idempotency-Key", ""}}), false), kInvalidIdempotencyKey);
    EXPECT_EQ(code(With({{"Idempotency-Key", "a b"}}), true), kInvalidIdempotencyKey);
    EXPECT_EQ(code(With({{"Idempotency-Key", "\xc3\xa4"}}), true), kInvalidIdempotencyKey);
    EXPECT_EQ(code(With({{"Idempotency-Key", std::string(256, 'a')}}), true),
              kInvalidIdempotencyKey);
    EXPECT_EQ(code(With({{"Idempotency-Key", "a"}, {"idempotency-key", "a"}}), true),
              kInvalidIdempotencyKey);
    EXPECT_EQ(code(With({{"Idempotency-Key", std::string(255, '~')}}), true), std::nullopt);
    EXPECT_EQ(**IdempotencyKeyOf(With({{"idempotency-KEY", "k1"}}), true), "k1");
}

TEST(RequestChecks, KnowsJsonByItsMediaType) {
    for (const char* good :
         {"application/json", "Application/JSON", "application/json; charset=utf-8",
          "application/json;charset=UTF-8", "application/json ;"})
        EXPECT_TRUE(IsJson(With({{"Content-Type", good}}))) << good;
    for (const char* bad : {"", "text/plain", "application/jsonx",
                            "application/json; charset=latin1", "application/problem+json"})
        EXPECT_FALSE(IsJson(With({{"Content-Type", bad}}))) << bad;
    EXPECT_FALSE(IsJson({}));
    EXPECT_FALSE(IsJson(With({{"Content-Type", "application/json"}, {"Content-Type", "x/y"}})));
}

TEST(RequestChecks, WritesTheRateLimitAsTheDraftSays) {
    http::Headers headers;
    AddRateLimitHeaders({.requests_per_second = 20, .burst = 50},
                        {.allowed = true,
                         .remaining = 49,
                         .full_after = std::chrono::milliseconds(50),
                         .retry_after = {}},
                        headers);
    EXPECT_EQ(headers.Find("ratelimit-policy"), "\"partner\";q=50;w=3");
    EXPECT_EQ(headers.Find("ratelimit"), "\"partner\";r=49;t=1");
    EXPECT_EQ(RetryAfterSeconds(std::chrono::milliseconds(1)), 1);
    EXPECT_EQ(RetryAfterSeconds(std::chrono::milliseconds(1001)), 2);
}

}  // namespace
}  // namespace clearway::gateway::policy
