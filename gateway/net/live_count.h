// SPDX-License-Identifier: Apache-2.0
// How many connections live, with a wait for none. Internal to net/.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace clearway::gateway::net {

class LiveCount {
public:
    void Enter() {
        const std::lock_guard lock(mutex_);
        ++count_;
    }
    void Leave() {
        const std::lock_guard lock(mutex_);
        if (--count_ == 0) empty_.notify_all();
    }
    std::size_t Get() const {
        const std::lock_guard lock(mutex_);
        return count_;
    }
    // False when some still live after the limit.
    bool WaitUntilEmpty(std::chrono::milliseconds limit) {
        std::unique_lock lock(mutex_);
        return empty_.wait_for(lock, limit, [this] { return count_ == 0; });
    }

private:
    mutable std::mutex mutex_;
    std::condition_variable empty_;
    std::size_t count_ = 0;
};

}  // namespace clearway::gateway::net
