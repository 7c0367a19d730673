// SPDX-License-Identifier: Apache-2.0
// When a new connection may begin its handshake. One costs as much as ten requests, so that a flood of
// them must not have the thread for itself: after a burst they begin at a steady pace, and connections
// that are established are served in between. Internal to net/.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace clearway::gateway::net {

class HandshakePace {
public:
    using Time = std::chrono::steady_clock::time_point;

    HandshakePace(std::chrono::nanoseconds between, std::int64_t burst)
        : between_(between), ahead_max_(between * (burst - 1)) {}

    // Takes the next turn: the time until it comes.
    std::chrono::nanoseconds TakeTurn(Time now) {
        const Time turn = std::max(next_, now);
        next_ = turn + between_;
        return std::max(turn - now - ahead_max_, std::chrono::nanoseconds(0));
    }

private:
    const std::chrono::nanoseconds between_;
    const std::chrono::nanoseconds ahead_max_;
    Time next_{};
};

}  // namespace clearway::gateway::net
