// SPDX-License-Identifier: Apache-2.0
// How many gRPC calls may still wake a coroutine, with a wait for none.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace clearway::gateway::upstream {

class RunningCalls {
public:
    // False once the end has begun: make no call.
    bool TryEnter() {
        const std::lock_guard lock(mutex_);
        if (closed_) return false;
        ++count_;
        return true;
    }
    void Leave() {
        const std::lock_guard lock(mutex_);
        if (--count_ == 0) none_.notify_all();
    }
    void CloseAndWaitForNone() {
        std::unique_lock lock(mutex_);
        closed_ = true;
        none_.wait(lock, [this] { return count_ == 0; });
    }

private:
    std::mutex mutex_;
    std::condition_variable none_;
    std::size_t count_ = 0;
    bool closed_ = false;
};

}  // namespace clearway::gateway::upstream
