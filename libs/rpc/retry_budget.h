// SPDX-License-Identifier: Apache-2.0
// Keeps retries to a tenth of the calls, so that a struggling service is not asked more than a
// healthy one. Lock-free; one budget a service.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <random>

namespace clearway::rpc {

class RetryBudget {
public:
    // A call earns a tenth of a retry; a few may be made before anything was earned.
    void NoteCall() {
        const auto tenths = tenths_.load(std::memory_order_relaxed);
        if (tenths < kTenthsMax) tenths_.store(tenths + 1, std::memory_order_relaxed);
    }
    bool TakeRetry() {
        auto tenths = tenths_.load(std::memory_order_relaxed);
        while (tenths >= kRetryCost)
            if (tenths_.compare_exchange_weak(tenths, tenths - kRetryCost,
                                              std::memory_order_relaxed))
                return true;
        return false;
    }

private:
    static constexpr std::int64_t kRetryCost = 10;
    static constexpr std::int64_t kTenthsMax = 1000;

    std::atomic<std::int64_t> tenths_{100};
};

inline constexpr int kAttemptsMax = 3;

inline std::uint32_t RandomPart() {
    thread_local std::minstd_rand generator{std::random_device{}()};
    return static_cast<std::uint32_t>(generator());
}

// Full jitter: a random part of a span that doubles. `random` is uniform over 32 bits.
inline std::chrono::milliseconds RetryPause(int attempts_made, std::uint32_t random) {
    const std::int64_t span = std::min<std::int64_t>(10LL << attempts_made, 200);
    return std::chrono::milliseconds(1 + random % span);
}

}  // namespace clearway::rpc
