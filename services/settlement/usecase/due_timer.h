// SPDX-License-Identifier: Apache-2.0
// A thread that does what is due and sleeps until the next is. It does not poll: who makes
// something due says when, and an occasional look catches what another process made due.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "core/clock.h"

namespace clearway::settlement::usecase {

class DueTimer {
public:
    // Does what is due, or a part when a stop is asked for; the moment of the next look. One that
    // throws is told with `what` and comes again a second later.
    using Look = std::function<core::Timestamp(const std::stop_token&)>;

    DueTimer(std::string what, const core::Clock& clock, Look look);

    // Something is due then: the sleep ends in time for it. Quick, from any thread.
    void Notice(core::Timestamp due_at);
    // Awaits the look that runs; none follows. The destructor does it, too.
    void Stop();

private:
    void Run(const std::stop_token& stop);

    const std::string what_;
    const core::Clock& clock_;
    const Look look_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    core::Timestamp sleeping_until_ = core::Timestamp::max();
    bool look_again_ = false;
    std::jthread thread_;  // last: stopped and awaited while the rest exists
};

}  // namespace clearway::settlement::usecase
