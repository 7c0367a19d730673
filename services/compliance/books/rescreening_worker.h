// SPDX-License-Identifier: Apache-2.0
// The thread that screens known parties again, page by page, whenever an activation left something
// to do. It has the lowest priority, so that it takes what payments leave of the processor, and one
// core at most. Part of the application's wiring.
#pragma once

#include <atomic>
#include <chrono>

#include "async/periodic.h"
#include "services/compliance/usecase/rescreening.h"

namespace clearway::compliance {

class RescreeningWorker {
public:
    // `rescreener` must outlive it and be used by nobody else.
    explicit RescreeningWorker(Rescreener& rescreener,
                               std::chrono::milliseconds every = std::chrono::seconds(1));
    // Ends after the page under way.
    ~RescreeningWorker();

private:
    void Work();

    Rescreener& rescreener_;
    std::atomic<bool> stopping_ = false;
    const metrics::Counter failures_;
    async::Periodic periodic_;
};

}  // namespace clearway::compliance
