// SPDX-License-Identifier: Apache-2.0
// Takes closed windows to their settlement: a thread that sleeps until one is closed. Each step may
// be repeated, so that it goes on where a process was killed or stopped. It does not poll; an
// occasional look catches windows that another process closed. What cannot be done now is tried
// again after pauses that double.
#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

#include "services/settlement/usecase/ports.h"
#include "services/settlement/usecase/window_ports.h"

namespace clearway::settlement::usecase {

// kWaiting: for confirmations from elsewhere. kFaulty: what FindFault says, or who settles
// elsewhere has no BIC; the window stays closed. kStopped: between two steps, as was asked.
enum class Settlement { kSettled, kWaiting, kFaulty, kUnavailable, kStopped };

// Takes one window as far as it goes now. A booking that the ledger refuses leaves it waiting.
async::Task<Settlement> SettleWindow(WindowReader& reader, WindowDesk& desk, LedgerWriter& ledger,
                                     WindowKey key, std::stop_token stop = {});

class WindowSettler {
public:
    // All references must outlive it; `executor` runs on threads of its own.
    WindowSettler(WindowReader& reader, WindowDesk& desk, LedgerWriter& ledger,
                  async::Executor executor);

    // A window was closed, or an instruction confirmed. Quick, from any thread.
    void Notice();

private:
    void Run(const std::stop_token& stop);
    // True when nothing is to be tried again soon.
    bool SettleAll(const std::stop_token& stop);

    WindowReader& reader_;
    WindowDesk& desk_;
    LedgerWriter& ledger_;
    async::Executor executor_;

    std::mutex mutex_;
    std::condition_variable_any wake_;
    bool look_again_ = false;
    std::jthread thread_;  // last: stops before the rest goes
};

}  // namespace clearway::settlement::usecase
