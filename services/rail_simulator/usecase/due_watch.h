// SPDX-License-Identifier: Apache-2.0
// Sees to it that what falls due is done at its time: a thread that waits for the next time. An
// occasional look finds a clock that was turned by another process.
#pragma once

#include "async/due_timer.h"
#include "services/rail_simulator/usecase/ports.h"

namespace clearway::rail_simulator {

class DueWatch {
public:
    // Both must outlive it; `executor` runs on threads of its own.
    DueWatch(BookWriter& writer, const core::Clock& clock, async::Executor executor);

    // Something falls due then. Quick, from any thread.
    void Notice(core::Timestamp due) { timer_.Notice(due); }

private:
    // Has what is due done; the time of the next look.
    core::Timestamp Look();

    BookWriter& writer_;
    const core::Clock& clock_;
    async::Executor executor_;
    async::DueTimer timer_;  // last: stopped and awaited while the rest exists
};

}  // namespace clearway::rail_simulator
