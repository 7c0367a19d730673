// SPDX-License-Identifier: Apache-2.0
// Makes a snapshot of the features every so often.
#pragma once

#include <chrono>
#include <functional>

#include "async/periodic.h"
#include "telemetry/metrics.h"

namespace clearway::fraud {

class SnapshotKeeper {
public:
    // `make` is called by a thread of this; what it throws is logged, and it is tried again at the
    // next time.
    SnapshotKeeper(std::chrono::seconds every, std::function<void()> make);

private:
    const metrics::Counter made_;
    const metrics::Counter failed_;
    const async::Periodic periodic_;
};

}  // namespace clearway::fraud
