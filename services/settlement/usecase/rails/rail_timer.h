// SPDX-License-Identifier: Apache-2.0
// Finds the payments at rails about which something is due and has the resolver do it, a bounded
// number of each rail at once: each that ends makes room for the next. A rail that is slow takes no
// room from the others.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <vector>

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
    // Of those that were found: what was started, and when to look again.
    struct Seen {
        std::vector<rails::RailTransfer> starting = {};
        core::Timestamp next = core::Timestamp::max();
        bool passed_over = false;  // one rests, or had to wait for another of its rail
        bool more_behind = false;  // there may be more that are due
    };

    core::Timestamp Look(const std::stop_token& stop);
    // Starts what can be started of the first that are due. False: nothing could be read.
    bool LookAt(int limit, const std::stop_token& stop, Seen& seen);
    // What becomes of one that is due.
    void Consider(const rails::RailTransfer& transfer, Seen& seen);
    void Ended(const rails::RailTransferId& id, bool moved);

    RailResolver& resolver_;
    RailBookReader& reader_;
    const core::Clock& clock_;
    async::Executor executor_;
    std::mutex mutex_;
    std::condition_variable idle_;
    std::map<rails::RailTransferId, std::string> under_way_;  // with the rail that each keeps busy
    std::map<std::string, std::size_t> busy_;                 // how many of each rail
    // Nothing came of these; they are left alone until then.
    std::map<rails::RailTransferId, core::Timestamp> resting_;
    bool more_ = false;      // something was due that had to wait for one to end
    async::DueTimer timer_;  // last: stopped while the rest exists
};

}  // namespace clearway::settlement::usecase
