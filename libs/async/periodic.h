// SPDX-License-Identifier: Apache-2.0
// Work that comes again every so often, on a thread of its own, which it may block.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

namespace clearway::async {

class Periodic {
public:
    // The first time after `every`. `work` must not throw. The destructor waits for work under way.
    Periodic(std::chrono::milliseconds every, std::function<void()> work)
        : thread_([every, work = std::move(work)](const std::stop_token& stop) {
              std::mutex mutex;
              std::condition_variable_any wake;
              std::unique_lock lock(mutex);
              while (!wake.wait_for(lock, stop, every, [&] { return stop.stop_requested(); }) &&
                     !stop.stop_requested())
                  work();
          }) {}

private:
    std::jthread thread_;
};

}  // namespace clearway::async
