// SPDX-License-Identifier: Apache-2.0
// Makes a snapshot of the features every so often, on a thread of its own.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "telemetry/metrics.h"

namespace clearway::fraud {

class SnapshotKeeper {
public:
    // `make` is called by the thread; a failure is logged and tried again at the next time.
    SnapshotKeeper(std::chrono::seconds every, std::function<void()> make);
    ~SnapshotKeeper();

private:
    void Run();

    const std::chrono::seconds every_;
    const std::function<void()> make_;
    metrics::Counter made_;
    metrics::Counter failed_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace clearway::fraud
