// SPDX-License-Identifier: Apache-2.0
#include "gateway/upstream/circuit_breaker.h"

#include <algorithm>

namespace clearway::gateway::upstream {

using std::chrono::milliseconds;

CircuitBreaker::Admission CircuitBreaker::Admit(Time now) {
    const std::lock_guard lock(mutex_);
    const auto wait = AdmitOrWait(now);
    return {.wait = wait, .period = period_};
}

milliseconds CircuitBreaker::AdmitOrWait(Time now) {
    if (state_ == State::kOpen && now >= open_until_) state_ = State::kHalfOpen;
    switch (state_) {
        case State::kClosed:
            return milliseconds(0);
        case State::kOpen:
            return std::chrono::ceil<milliseconds>(open_until_ - now);
        case State::kHalfOpen:
            // The others wait for the probe's outcome.
            if (probing_) return options_.open_for;
            probing_ = true;
            return milliseconds(0);
    }
    return milliseconds(0);
}

void CircuitBreaker::Record(const Admission& admission, Outcome outcome, Time now) {
    const std::lock_guard lock(mutex_);
    // A call that began before it opened or closed says nothing new.
    if (admission.period != period_) return;
    if (state_ == State::kHalfOpen) {
        probing_ = false;
        if (outcome == Outcome::kSuccess) Close(now);
        if (outcome == Outcome::kFailure) Open(now);
        return;
    }
    if (outcome == Outcome::kNone) return;
    RollWindow(now);
    ++window_calls_;
    if (outcome == Outcome::kSuccess) {
        consecutive_failures_ = 0;
        return;
    }
    ++window_failures_;
    ++consecutive_failures_;
    if (IsTripped()) Open(now);
}

CircuitBreaker::State CircuitBreaker::GetState(Time now) const {
    const std::lock_guard lock(mutex_);
    return state_ == State::kOpen && now >= open_until_ ? State::kHalfOpen : state_;
}

bool CircuitBreaker::IsTripped() const {
    if (consecutive_failures_ >= options_.consecutive_failures_max) return true;
    return window_calls_ >= options_.ratio_calls_min &&
           window_failures_ * 100 >= window_calls_ * options_.ratio_failures_percent;
}

void CircuitBreaker::RollWindow(Time now) {
    if (now - window_start_ < options_.window) return;
    window_start_ = now;
    window_calls_ = window_failures_ = consecutive_failures_ = 0;
}

void CircuitBreaker::Open(Time now) {
    next_open_for_ = next_open_for_ == milliseconds(0)
                         ? options_.open_for
                         : std::min(next_open_for_ * 2, options_.open_for_max);
    state_ = State::kOpen;
    ++period_;
    open_until_ = now + next_open_for_;
}

void CircuitBreaker::Close(Time now) {
    state_ = State::kClosed;
    ++period_;
    next_open_for_ = milliseconds(0);
    window_start_ = now;
    window_calls_ = window_failures_ = consecutive_failures_ = 0;
}

}  // namespace clearway::gateway::upstream
