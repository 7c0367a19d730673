// SPDX-License-Identifier: Apache-2.0
// Payments that their rails decided long ago leave, with what is noted of their messages, with the
// conflicts that were resolved, and with the files in which no other is left: in small pieces until
// none is left, then a day's rest. Longer than any rail may still speak of them.
#pragma once

#include <chrono>
#include <cstdint>

#include "async/due_timer.h"

namespace clearway::settlement {

class OldRailTransfers {
public:
    virtual ~OldRailTransfers() = default;
    // Lets go of `limit` at most that were decided, of which nothing is open, and of which nothing
    // was heard since `before`; how many they were. Throws when the database is away.
    virtual std::int64_t LetGo(core::Timestamp before, int limit) = 0;
};

}  // namespace clearway::settlement

namespace clearway::settlement::usecase {

class RailRetention {
public:
    // Both must outlive it.
    RailRetention(OldRailTransfers& old, const core::Clock& clock, std::chrono::days keep);

private:
    core::Timestamp Look();

    OldRailTransfers& old_;
    const core::Clock& clock_;
    const std::chrono::days keep_;
    core::Timestamp next_ = core::Timestamp::min();  // the timer looks more often than is needed
    async::DueTimer timer_;                          // last: stopped while the rest exists
};

}  // namespace clearway::settlement::usecase
