// SPDX-License-Identifier: Apache-2.0
// Closes windows at their cut-off times: moments of each day in UTC, by currency. A thread that
// sleeps until the next one. A cut-off that passed while no process ran is kept when one starts.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <set>

#include "async/due_timer.h"
#include "core/clock.h"
#include "services/settlement/usecase/window_calls.h"

namespace clearway::settlement::usecase {

// Since midnight, each below 24 hours.
using CutOffs = std::map<core::Currency, std::set<std::chrono::minutes>>;

// The last cut-off of these times up to `now`, and the first after it. Times must not be empty.
core::Timestamp LastCutOff(const std::set<std::chrono::minutes>& times, core::Timestamp now);
core::Timestamp NextCutOff(const std::set<std::chrono::minutes>& times, core::Timestamp now);

class WindowSchedule {
public:
    // All references must outlive it. Without cut-offs it has no thread.
    WindowSchedule(CutOffs cut_offs, WindowReader& reader, LedgerWriter& ledger,
                   const core::Clock& clock, async::Executor executor, WindowNotice notice);

private:
    core::Timestamp Look();
    // False when it is to be tried again soon.
    bool CloseDue(core::Timestamp now);
    bool CloseBefore(const core::Currency& currency, core::Timestamp cut_off);

    const CutOffs cut_offs_;
    WindowReader& reader_;
    LedgerWriter& ledger_;
    const core::Clock& clock_;
    async::Executor executor_;
    const WindowNotice notice_;
    std::optional<async::DueTimer> timer_;  // last: stopped and awaited while the rest exists
};

}  // namespace clearway::settlement::usecase
