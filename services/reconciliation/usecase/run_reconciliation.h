// SPDX-License-Identifier: Apache-2.0
// The command RunReconciliation: pieces one after another until nothing is due, so that events are
// taken in between. Asked by an operator, and by the schedule.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

#include "async/task.h"
#include "core/result.h"
#include "services/reconciliation/usecase/reconcile.h"

namespace clearway::reconciliation {

class PieceRunner {
public:
    virtual ~PieceRunner() = default;
    // One Reconcile() in a transaction. Errors: kOverloaded, kUnavailable.
    virtual async::Task<core::Result<RunOutcome>> RunPiece(ReconcileOptions options) = 0;
};

class ReconciliationRun {
public:
    // `runner` must outlive it. `grace` is the service's setting.
    ReconciliationRun(PieceRunner& runner, std::chrono::seconds grace);

    // `grace` of zero: the setting. Ends between pieces when `deadline` is near or `stop` is
    // requested: what is left is due in the next run. Errors: kInvalidArgument for a negative grace
    // or one above a week.
    async::Task<core::Result<RunOutcome>> Run(std::chrono::seconds grace,
                                              std::chrono::system_clock::time_point deadline,
                                              std::stop_token stop);

private:
    PieceRunner& runner_;
    const std::chrono::seconds grace_;
};

// Runs it every `interval` on a thread of its own, which its destructor stops and awaits. Keep it
// after what it uses.
class Schedule {
public:
    Schedule(ReconciliationRun& run, std::chrono::milliseconds interval, async::Executor executor);

private:
    void Loop(const std::stop_token& stop);
    void RunOnce(const std::stop_token& stop);

    ReconciliationRun& run_;
    const std::chrono::milliseconds interval_;
    async::Executor executor_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::jthread thread_;
};

}  // namespace clearway::reconciliation
