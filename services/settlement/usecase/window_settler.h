// SPDX-License-Identifier: Apache-2.0
// Takes closed windows to their settlement: a thread that sleeps until one is closed. Each step may
// be repeated, so that it goes on where a process was killed or stopped. An occasional look catches
// windows that another process closed. What cannot be done now is tried again after pauses that
// double.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <stop_token>

#include "async/due_timer.h"
#include "services/settlement/usecase/ports.h"
#include "services/settlement/usecase/window_ports.h"

namespace clearway::settlement::usecase {

// What taking part costs a window of a currency; of others nothing.
using WindowFees = std::map<core::Currency, core::Money>;

// kWaiting: for confirmations from elsewhere. kFaulty: what FindFault says, or who settles
// elsewhere has no BIC; the window stays closed. kStopped: between two steps, as was asked.
enum class Settlement { kSettled, kWaiting, kFaulty, kUnavailable, kStopped };

// Takes one window as far as it goes now. Its fee is charged once, before it begins to settle. A
// booking that the ledger refuses leaves it waiting.
async::Task<Settlement> SettleWindow(WindowReader& reader, WindowDesk& desk, LedgerWriter& ledger,
                                     WindowKey key, std::stop_token stop = {},
                                     std::optional<core::Money> fee = {});

class WindowSettler {
public:
    // All references must outlive it; `executor` runs on threads of its own.
    WindowSettler(WindowReader& reader, WindowDesk& desk, LedgerWriter& ledger,
                  const core::Clock& clock, async::Executor executor, WindowFees fees = {});

    // A window was closed, or an instruction confirmed. Quick, from any thread.
    void Notice() { timer_.Notice(core::Timestamp::min()); }

private:
    core::Timestamp Look(const std::stop_token& stop);
    // True when nothing is to be tried again soon.
    bool SettleAll(const std::stop_token& stop);

    WindowReader& reader_;
    WindowDesk& desk_;
    LedgerWriter& ledger_;
    const core::Clock& clock_;
    async::Executor executor_;
    const WindowFees fees_;
    std::chrono::seconds pause_;  // after the next look that leaves something to try again
    async::DueTimer timer_;       // last: stopped and awaited while the rest exists
};

}  // namespace clearway::settlement::usecase
