// SPDX-License-Identifier: Apache-2.0
// One breaker a service. Closed: calls pass. Open: calls are refused at once, for a time that grows
// with each failed probe. Half-open: one probe decides, and no call that began before it. Must not
// sleep or read a clock itself.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>

namespace clearway::gateway::upstream {

struct BreakerOptions {
    int consecutive_failures_max = 5;
    std::chrono::milliseconds window{10'000};  // in which failures count, also for the ratio
    int ratio_calls_min = 20;
    int ratio_failures_percent = 50;
    std::chrono::milliseconds open_for{1'000};
    std::chrono::milliseconds open_for_max{15'000};
};

class CircuitBreaker {
public:
    using Time = std::chrono::steady_clock::time_point;
    enum class State { kClosed, kOpen, kHalfOpen };

    // Not a failure: the service answered, even when it refused. kNone gives an unused admission
    // back (the caller went away).
    enum class Outcome { kSuccess, kFailure, kNone };

    struct Admission {
        std::chrono::milliseconds wait;  // zero: go on, and Record(); else try again after it
        std::uint64_t period;            // of the breaker, from one opening or closing to the next
    };

    explicit CircuitBreaker(const BreakerOptions& options) : options_(options) {}

    Admission Admit(Time now);
    // Once for an admission that may go on.
    void Record(const Admission& admission, Outcome outcome, Time now);
    State GetState(Time now) const;

private:
    std::chrono::milliseconds AdmitOrWait(Time now);
    void Open(Time now);
    void Close(Time now);
    void RollWindow(Time now);
    bool IsTripped() const;

    const BreakerOptions options_;
    mutable std::mutex mutex_;  // held for a few instructions
    State state_ = State::kClosed;
    std::uint64_t period_ = 0;
    Time window_start_{};
    int window_calls_ = 0;
    int window_failures_ = 0;
    int consecutive_failures_ = 0;
    bool probing_ = false;
    Time open_until_{};
    std::chrono::milliseconds next_open_for_ = std::chrono::milliseconds(0);
};

}  // namespace clearway::gateway::upstream
