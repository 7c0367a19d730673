// SPDX-License-Identifier: Apache-2.0
// Tells by metrics how much waits for rails, and how long. A thread that looks now and then.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <thread>

#include "async/task.h"
#include "core/clock.h"
#include "core/result.h"

namespace clearway::settlement {

// On the suspense account of a currency.
struct Suspended {
    std::int64_t transfers = 0;
    std::int64_t minor_units = 0;
};

struct RailsWaiting {
    std::int64_t open = 0;                            // not decided by a rail
    std::int64_t unknown = 0;                         // of them, whose answer is overdue
    std::int64_t conflicts = 0;                       // that no operator has resolved
    std::optional<core::Timestamp> oldest = {};       // of the open ones, when it was created
    std::int64_t gathered = 0;                        // for a file of a rail; none of them is open
    std::optional<core::Timestamp> cut_off = {};      // of the gathered ones, the first
    std::int64_t files = 0;                           // with an open payment
    std::optional<core::Timestamp> oldest_file = {};  // of them, when it was made
    std::map<std::string, Suspended> suspended = {};  // by currency, where there is any
};

}  // namespace clearway::settlement

namespace clearway::settlement::usecase {

class RailWatch {
public:
    using Count = std::function<async::Task<core::Result<RailsWaiting>>()>;

    // `clock` must outlive it; `executor` runs on threads of its own.
    RailWatch(Count count, const core::Clock& clock, async::Executor executor);

    // Counts now, and tells. When it cannot be counted, what was told stays.
    void Look();

private:
    void Run(const std::stop_token& stop);
    void TellSuspended(const std::map<std::string, Suspended>& suspended);

    const Count count_;
    const core::Clock& clock_;
    async::Executor executor_;
    std::set<std::string> suspended_in_;  // currencies of which it was told: none left is 0
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::jthread thread_;  // last: stopped and awaited while the rest exists
};

}  // namespace clearway::settlement::usecase
