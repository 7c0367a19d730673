// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/usecase/keep_history.h"

#include <chrono>
#include <exception>

#include "telemetry/log.h"

namespace clearway::fraud {

namespace {

using namespace std::chrono_literals;

// An hour more than the longest window, for attempts that arrive late.
constexpr auto kKept = 25h;
constexpr auto kShortenEvery = 60s;
constexpr std::int64_t kRemovedAtOnceMax = 5'000;

}  // namespace

std::int64_t RestoreWindows(AttemptHistory& history, PaymentAssessor& assessor,
                            core::Timestamp now) {
    std::int64_t count = 0;
    history.ReadSince(now - kKept, [&](std::span<const Attempt> attempts) {
        assessor.Learn(attempts);
        count += static_cast<std::int64_t>(attempts.size());
    });
    return count;
}

bool ShortenHistory(AttemptHistory& history, core::Timestamp now) {
    return history.RemoveBefore(now - kKept, kRemovedAtOnceMax) < kRemovedAtOnceMax;
}

HistoryKeeper::HistoryKeeper(AttemptHistory& history, const core::Clock& clock)
    : history_(history), clock_(clock), thread_([this] { Run(); }) {}

HistoryKeeper::~HistoryKeeper() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void HistoryKeeper::Run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        bool done = true;
        try {
            done = ShortenHistory(history_, clock_.Now());
        } catch (const std::exception& error) {
            log::Warn("old attempts could not be removed", {{"reason", error.what()}});
        }
        lock.lock();
        // While there is more, only a moment: the writer's transactions come between.
        const auto pause = done ? std::chrono::milliseconds(kShortenEvery) : 10ms;
        wake_.wait_for(lock, pause, [this] { return stopping_; });
    }
}

}  // namespace clearway::fraud
