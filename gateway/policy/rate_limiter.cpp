// SPDX-License-Identifier: Apache-2.0
#include "gateway/policy/rate_limiter.h"

#include <algorithm>

namespace clearway::gateway::policy {
namespace {

constexpr std::int64_t kSecondNs = 1'000'000'000;

}  // namespace

RateLimiter::RateLimiter(const RateLimit& limit)
    : limit_(limit),
      interval_ns_(kSecondNs / limit.requests_per_second),
      tolerance_ns_(interval_ns_ * (limit.burst - 1)) {}

RateDecision RateLimiter::Take(std::chrono::steady_clock::time_point now) {
    const std::int64_t now_ns =
        std::chrono::duration_cast<std::chrono::nanoseconds>(now.time_since_epoch()).count();
    std::int64_t arrival = arrival_ns_.load(std::memory_order_relaxed);
    for (;;) {
        const std::int64_t due = std::max(arrival, now_ns);
        const std::int64_t early_by = due - now_ns;
        if (early_by > tolerance_ns_)
            return {.allowed = false,
                    .remaining = 0,
                    .full_after = std::chrono::nanoseconds(early_by),
                    .retry_after = std::chrono::nanoseconds(early_by - tolerance_ns_)};
        const std::int64_t next = due + interval_ns_;
        if (!arrival_ns_.compare_exchange_weak(arrival, next, std::memory_order_relaxed)) continue;
        const std::int64_t ahead = next - now_ns;
        return {.allowed = true,
                .remaining = (tolerance_ns_ + interval_ns_ - ahead) / interval_ns_,
                .full_after = std::chrono::nanoseconds(ahead),
                .retry_after = std::chrono::nanoseconds(0)};
    }
}

}  // namespace clearway::gateway::policy
