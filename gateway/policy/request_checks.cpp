// SPDX-License-Identifier: Apache-2.0
#include "gateway/policy/request_checks.h"

#include <algorithm>

#include "core/uuid.h"

namespace clearway::gateway::policy {
namespace {

constexpr std::size_t kRequestIdSizeMax = 64;
constexpr std::size_t kIdempotencyKeySizeMax = 255;
constexpr std::int64_t kSecondNs = 1'000'000'000;

bool IsRequestIdChar(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

bool IsVisible(char c) { return c > ' ' && c < 0x7f; }

std::string_view Trim(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

}  // namespace

std::string RequestIdOf(const http::Headers& headers) {
    const auto sent = headers.Find("x-request-id");
    if (sent && !sent->empty() && sent->size() <= kRequestIdSizeMax &&
        std::all_of(sent->begin(), sent->end(), IsRequestIdChar))
        return std::string(*sent);
    return core::Uuid::Random().ToString();
}

trace::TraceContext TraceOf(const http::Headers& headers) {
    if (const auto sent = headers.Find("traceparent"); sent && headers.Count("traceparent") == 1)
        if (auto parsed = trace::TraceContext::Parse(*sent)) return *parsed;
    return trace::TraceContext::Start();
}

core::Result<std::optional<std::string>> IdempotencyKeyOf(const http::Headers& headers,
                                                          bool required) {
    const auto count = headers.Count("idempotency-key");
    if (count == 0) {
        if (required) return core::ErrorCode::kMissingIdempotencyKey;
        return std::optional<std::string>();
    }
    const auto key = *headers.Find("idempotency-key");
    if (count > 1 || key.empty() || key.size() > kIdempotencyKeySizeMax ||
        !std::all_of(key.begin(), key.end(), IsVisible))
        return core::ErrorCode::kInvalidIdempotencyKey;
    return std::optional<std::string>(key);
}

bool IsJson(const http::Headers& headers) {
    const auto sent = headers.Find("content-type");
    if (!sent || headers.Count("content-type") != 1) return false;
    const auto semicolon = sent->find(';');
    if (!http::EqualsIgnoringCase(Trim(sent->substr(0, semicolon)), "application/json"))
        return false;
    if (semicolon == std::string_view::npos) return true;
    const auto parameter = Trim(sent->substr(semicolon + 1));
    return parameter.empty() || http::EqualsIgnoringCase(parameter, "charset=utf-8") ||
           http::EqualsIgnoringCase(parameter, "charset=\"utf-8\"");
}

std::int64_t RetryAfterSeconds(std::chrono::nanoseconds wait) {
    return std::max<std::int64_t>(1, (wait.count() + kSecondNs - 1) / kSecondNs);
}

void AddRateLimitHeaders(const RateLimit& limit, const RateDecision& decision,
                         http::Headers& headers) {
    // The quota of the window in which the whole burst comes back.
    const std::int64_t window =
        (limit.burst + limit.requests_per_second - 1) / limit.requests_per_second;
    headers.Add("RateLimit-Policy",
                "\"partner\";q=" + std::to_string(limit.burst) + ";w=" + std::to_string(window));
    const std::int64_t reset = (decision.full_after.count() + kSecondNs - 1) / kSecondNs;
    headers.Add("RateLimit", "\"partner\";r=" + std::to_string(decision.remaining) +
                                 ";t=" + std::to_string(reset));
}

}  // namespace clearway::gateway::policy
