// SPDX-License-Identifier: Apache-2.0
// The checks of a request's own header fields: small pure functions. What is refused here never
// reaches a service.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "gateway/http/message.h"
#include "gateway/policy/rate_limiter.h"
#include "telemetry/trace.h"

namespace clearway::gateway::policy {

// The partner's own x-request-id where it is one of 1 to 64 of A-Z, a-z, 0-9, _ and -; else new.
std::string RequestIdOf(const http::Headers& headers);

// The trace of the traceparent header, or a new one.
trace::TraceContext TraceOf(const http::Headers& headers);

// Errors: kMissingIdempotencyKey, kInvalidIdempotencyKey (also for a doubled header).
core::Result<std::optional<std::string>> IdempotencyKeyOf(const http::Headers& headers,
                                                          bool required);

// application/json, with or without a charset of UTF-8.
bool IsJson(const http::Headers& headers);

// RateLimit and RateLimit-Policy of draft-ietf-httpapi-ratelimit-headers.
void AddRateLimitHeaders(const RateLimit& limit, const RateDecision& decision,
                         http::Headers& headers);

// Whole seconds, rounded up, at least one.
std::int64_t RetryAfterSeconds(std::chrono::nanoseconds wait);

}  // namespace clearway::gateway::policy
