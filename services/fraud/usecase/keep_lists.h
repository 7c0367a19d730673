// SPDX-License-Identifier: Apache-2.0
// Refreshes the lists every so often, on a thread of its own: another process may have changed
// them.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "core/result.h"
#include "telemetry/metrics.h"

namespace clearway::fraud {

class ListKeeper {
public:
    // `refresh` is called by the thread; a failure is logged and tried again at the next time.
    ListKeeper(std::chrono::seconds every, std::function<core::Result<core::Done>()> refresh);
    ~ListKeeper();

private:
    void Run();

    const std::chrono::seconds every_;
    const std::function<core::Result<core::Done>()> refresh_;
    metrics::Counter failed_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace clearway::fraud
