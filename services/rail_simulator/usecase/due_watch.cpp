// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/usecase/due_watch.h"

#include <algorithm>
#include <exception>

#include "async/runtime.h"
#include "telemetry/log.h"

namespace clearway::rail_simulator {
namespace {

using namespace std::chrono_literals;

constexpr auto kLongestSleep = 500ms;

}  // namespace

DueWatch::DueWatch(BookWriter& writer, const core::Clock& clock, async::Executor executor)
    : writer_(writer),
      clock_(clock),
      executor_(std::move(executor)),
      thread_([this](const std::stop_token& stop) { Run(stop); }) {}

void DueWatch::Notice(core::Timestamp due) {
    {
        const std::lock_guard lock(mutex_);
        noticed_ = std::min(noticed_, due);
        if (due >= sleeping_until_) return;
        earlier_ = true;
    }
    wake_.notify_one();
}

core::Timestamp DueWatch::Look() {
    const auto reply = async::BlockOn(executor_, writer_.Submit(LookForDue{}));
    const auto latest = clock_.Now() + kLongestSleep;
    if (!reply || !reply->next_due) return latest;
    return std::min<core::Timestamp>(*reply->next_due, latest);
}

void DueWatch::Run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        {
            const std::lock_guard lock(mutex_);
            noticed_ = core::Timestamp::max();
            sleeping_until_ = core::Timestamp::min();  // nobody need wake us
            earlier_ = false;
        }
        auto until = clock_.Now() + kLongestSleep;
        try {
            until = Look();
        } catch (const std::exception& error) {
            log::Warn("what is due waits, trying again", {{"reason", error.what()}});
        }
        std::unique_lock lock(mutex_);
        sleeping_until_ = until = std::min(until, noticed_);
        wake_.wait_for(lock, stop, until - clock_.Now(), [this] { return earlier_; });
    }
}

}  // namespace clearway::rail_simulator
