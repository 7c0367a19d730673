// SPDX-License-Identifier: Apache-2.0
#include "gateway/policy/load_shedder.h"

#include <algorithm>

namespace clearway::gateway::policy {

bool LoadShedder::Overloaded(Time now) const {
    return now.time_since_epoch().count() < overloaded_until_.load(std::memory_order_relaxed);
}

LoadShedder::Ticket LoadShedder::TryEnter(Time now) {
    const std::int64_t limit =
        Overloaded(now)
            ? std::max<std::int64_t>(1, limits_.in_flight_max / limits_.overload_divisor)
            : limits_.in_flight_max;
    if (in_flight_.fetch_add(1, std::memory_order_relaxed) >= limit) {
        in_flight_.fetch_sub(1, std::memory_order_relaxed);
        return Ticket();
    }
    return Ticket(this);
}

void LoadShedder::NoteQueueDelay(std::chrono::steady_clock::duration delay, Time now) {
    if (delay <= limits_.delay_max) return;
    overloaded_until_.store((now + limits_.overload_lasts).time_since_epoch().count(),
                            std::memory_order_relaxed);
}

}  // namespace clearway::gateway::policy
