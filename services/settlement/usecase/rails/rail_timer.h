// SPDX-License-Identifier: Apache-2.0
// Finds the payments at rails about which something is due and has the resolver do it, a bounded
// number at once: each that ends makes room for the next. The rails share that number, so one that
// is slow and has many payments leaves less room for the others.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <set>

#include "async/due_timer.h"
#include "services/settlement/usecase/rails/rail_resolver.h"

namespace clearway::settlement::usecase {

class RailTimer {
public:
    // All must outlive it; `executor` runs on threads of its own.
    RailTimer(RailResolver& resolver, RailBookReader& reader, const core::Clock& clock,
              async::Executor executor);
    ~RailTimer();  // awaits those that are under way
    RailTimer(const RailTimer&) = delete;
    RailTimer& operator=(const RailTimer&) = delete;

    // Something is due then: the sleep ends in time for it. Quick, from any thread.
    void Notice(core::Timestamp due_at) { timer_.Notice(due_at); }

private:
    core::Timestamp Look(const std::stop_token& stop);
    void Ended(const rails::RailTransferId& id, bool moved);

    RailResolver& resolver_;
    RailBookReader& reader_;
    const core::Clock& clock_;
    async::Executor executor_;
    std::mutex mutex_;
    std::condition_variable idle_;
    std::set<rails::RailTransferId> under_way_;
    // Nothing came of these; they are left alone until then.
    std::map<rails::RailTransferId, core::Timestamp> resting_;
    bool more_ = false;      // something was due that had to wait for one to end
    async::DueTimer timer_;  // last: stopped while the rest exists
};

}  // namespace clearway::settlement::usecase
