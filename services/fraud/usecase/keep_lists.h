// SPDX-License-Identifier: Apache-2.0
// Refreshes the lists every so often: another process may have changed them.
#pragma once

#include <chrono>
#include <functional>

#include "async/periodic.h"
#include "core/result.h"
#include "telemetry/metrics.h"

namespace clearway::fraud {

class ListKeeper {
public:
    // `refresh` is called by a thread of this; a failure is logged and tried again at the next
    // time.
    ListKeeper(std::chrono::seconds every, std::function<core::Result<core::Done>()> refresh);

private:
    const metrics::Counter failed_;
    const async::Periodic periodic_;
};

}  // namespace clearway::fraud
