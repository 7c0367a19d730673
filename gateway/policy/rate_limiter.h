// SPDX-License-Identifier: Apache-2.0
// The generic cell rate algorithm: one number a partner, the theoretical arrival time of its next
// request, moved on by compare-and-swap. No lock, no timer, no clock of its own.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace clearway::gateway::policy {

struct RateLimit {
    std::int64_t requests_per_second;
    std::int64_t burst;  // requests that may come at once
};

struct RateDecision {
    bool allowed;
    std::int64_t remaining;                // requests that would be let through right now
    std::chrono::nanoseconds full_after;   // until the whole burst is there again
    std::chrono::nanoseconds retry_after;  // zero when allowed
};

class RateLimiter {
public:
    explicit RateLimiter(const RateLimit& limit);
    RateLimiter(const RateLimiter&) = delete;
    RateLimiter& operator=(const RateLimiter&) = delete;

    // Thread-safe. `now` must not be far behind earlier ones.
    RateDecision Take(std::chrono::steady_clock::time_point now);

    const RateLimit& Limit() const { return limit_; }

private:
    const RateLimit limit_;
    const std::int64_t interval_ns_;   // between two requests at the steady rate
    const std::int64_t tolerance_ns_;  // how far ahead of time the burst may run
    std::atomic<std::int64_t> arrival_ns_{0};
};

}  // namespace clearway::gateway::policy
