// SPDX-License-Identifier: Apache-2.0
// A thread that does what is due and sleeps until the next is. It does not poll: who makes
// something due says when, and an occasional look catches what another process made due.
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

#include "core/clock.h"

namespace clearway::async {

class DueTimer {
public:
    // Does what is due, or a part when a stop is asked for; the moment of the next look.
    using Look = std::function<core::Timestamp(const std::stop_token&)>;
    // Hears of a look that threw; it comes again a second later. Must not throw.
    using Fault = std::function<void(const std::exception&)>;

    // `clock` must outlive it.
    DueTimer(const core::Clock& clock, Look look, Fault fault)
        : clock_(clock),
          look_(std::move(look)),
          fault_(std::move(fault)),
          thread_([this](const std::stop_token& stop) { Run(stop); }) {}

    // Something is due then: the sleep ends in time for it. Quick, from any thread.
    void Notice(core::Timestamp due_at) {
        {
            const std::lock_guard lock(mutex_);
            if (due_at >= sleeping_until_) return;
            look_again_ = true;
        }
        wake_.notify_one();
    }
    // Awaits the look that runs; none follows. The destructor does it, too.
    void Stop() {
        thread_.request_stop();
        if (thread_.joinable()) thread_.join();
    }

private:
    static constexpr std::chrono::seconds kLongestSleep{30};
    static constexpr std::chrono::seconds kRetryPause{1};

    void Run(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            {
                const std::lock_guard lock(mutex_);
                look_again_ = false;
                // Until the look has ended every notice counts.
                sleeping_until_ = core::Timestamp::max();
            }
            auto until = clock_.Now() + kRetryPause;
            try {
                until = look_(stop);
            } catch (const std::exception& error) {
                fault_(error);
            }
            std::unique_lock lock(mutex_);
            const auto now = clock_.Now();
            sleeping_until_ = std::min<core::Timestamp>(until, now + kLongestSleep);
            wake_.wait_for(lock, stop, sleeping_until_ - now, [this] { return look_again_; });
        }
    }

    const core::Clock& clock_;
    const Look look_;
    const Fault fault_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    core::Timestamp sleeping_until_ = core::Timestamp::max();
    bool look_again_ = false;
    std::jthread thread_;  // last: stopped and awaited while the rest exists
};

}  // namespace clearway::async
