// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/due_timer.h"

#include <algorithm>
#include <exception>

#include "telemetry/log.h"

namespace clearway::settlement::usecase {
namespace {

using namespace std::chrono_literals;

constexpr auto kLongestSleep = 30s;
constexpr auto kRetryPause = 1s;

}  // namespace

DueTimer::DueTimer(std::string what, const core::Clock& clock, Look look)
    : what_(std::move(what)),
      clock_(clock),
      look_(std::move(look)),
      thread_([this](const std::stop_token& stop) { Run(stop); }) {}

void DueTimer::Notice(core::Timestamp due_at) {
    {
        const std::lock_guard lock(mutex_);
        if (due_at >= sleeping_until_) return;
        look_again_ = true;
    }
    wake_.notify_one();
}

void DueTimer::Stop() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

void DueTimer::Run(const std::stop_token& stop) {
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
            log::Warn("what is due waits, trying again",
                      {{"what", what_}, {"reason", error.what()}});
        }
        std::unique_lock lock(mutex_);
        const auto now = clock_.Now();
        sleeping_until_ = std::min<core::Timestamp>(until, now + kLongestSleep);
        wake_.wait_for(lock, stop, sleeping_until_ - now, [this] { return look_again_; });
    }
}

}  // namespace clearway::settlement::usecase
