// SPDX-License-Identifier: Apache-2.0
// The history behind the windows: read back when the process starts, shortened while it runs.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "core/clock.h"
#include "services/fraud/usecase/assess_payment.h"
#include "services/fraud/usecase/ports.h"

namespace clearway::fraud {

// Counts the attempts of the last 25 hours; features are then as if there had been no restart.
// Answers how many there were.
std::int64_t RestoreWindows(AttemptHistory& history, PaymentAssessor& assessor,
                            core::Timestamp now);

// Removes attempts older than 25 hours, in bounded pieces. False when there is more to remove.
bool ShortenHistory(AttemptHistory& history, core::Timestamp now);

// Calls ShortenHistory every minute on a thread of its own. The references must outlive it.
class HistoryKeeper {
public:
    HistoryKeeper(AttemptHistory& history, const core::Clock& clock);
    ~HistoryKeeper();

private:
    void Run();

    AttemptHistory& history_;
    const core::Clock& clock_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace clearway::fraud
