// SPDX-License-Identifier: Apache-2.0
// Has the files made whose cut-off is reached: one collection after the other, on a thread of its
// own. A cut-off that passed while no process ran is kept when one starts.
#pragma once

#include "async/due_timer.h"
#include "services/settlement/usecase/rails/rail_files.h"

namespace clearway::settlement::usecase {

class CutOffTimer {
public:
    // All must outlive it; `executor` runs on threads of its own.
    CutOffTimer(RailFiles& files, RailFileReader& reader, const core::Clock& clock,
                async::Executor executor);

    // A payment was gathered for a cut-off. Quick, from any thread.
    void Notice(core::Timestamp cut_off) { timer_.Notice(cut_off); }

private:
    core::Timestamp Look(const std::stop_token& stop);
    // What cannot be told for hours is not asked for each second.
    core::Timestamp RetryAt(core::Timestamp cut_off) const;

    RailFiles& files_;
    RailFileReader& reader_;
    const core::Clock& clock_;
    async::Executor executor_;
    async::DueTimer timer_;  // last: stopped while the rest exists
};

}  // namespace clearway::settlement::usecase
