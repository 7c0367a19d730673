// SPDX-License-Identifier: Apache-2.0
// Rings when there is something new to see. Whoever waits for that waits here, until a time of its
// own at the latest. From any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <stop_token>
#include <thread>

#include "async/task.h"
#include "core/result.h"

namespace clearway::rail_simulator {

class Bell {
public:
    using Time = std::chrono::steady_clock::time_point;

    Bell();
    ~Bell();  // closes

    // How often it has rung: read before one looks, handed in when there was nothing to see.
    std::uint64_t Rung() const;
    void Ring();
    // Whoever waits goes on, and nobody waits any more: the process ends.
    void Close();
    bool Closed() const;

    // Goes on when it rings after `rung`, when it is closed, or at `until`.
    async::Task<core::Done> Wait(std::uint64_t rung, Time until);

private:
    using Waiters = std::multimap<Time, async::Resume<core::Done>>;

    void Watch(const std::stop_token& stop);
    static void Wake(Waiters& waiters);

    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::uint64_t rung_ = 0;
    bool closed_ = false;
    Waiters waiters_;
    std::jthread watch_;  // last: wakes those whose time has come
};

}  // namespace clearway::rail_simulator
