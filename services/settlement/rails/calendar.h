// SPDX-License-Identifier: Apache-2.0
// When a rail takes payments, or a rule of the routing table holds: days of the week, hours of the
// day, and days that are none; and when a rail's files leave. All in UTC. Pure: time is handed in.
#pragma once

#include <array>
#include <chrono>
#include <set>

#include "core/clock.h"

namespace clearway::settlement::rails {

struct Calendar {
    // By std::chrono::weekday::c_encoding: Sunday is 0.
    std::array<bool, 7> weekdays{true, true, true, true, true, true, true};
    // From (inclusive) to the cut-off (exclusive), of each day.
    std::chrono::minutes from{0};
    std::chrono::minutes to{24 * 60};
    std::set<std::chrono::sys_days> holidays = {};
    bool target = false;  // closed on the closing days of TARGET, too

    friend bool operator==(const Calendar&, const Calendar&) = default;
};

bool IsOpen(const Calendar& calendar, core::Timestamp at);

// The first moment from `at` on at which it is open; core::Timestamp::max() when there is none
// within two years.
core::Timestamp NextOpening(const Calendar& calendar, core::Timestamp at);

// `at` on a business day, else the midnight at which the next one begins; `at` when there is none
// within two years.
core::Timestamp OnBusinessDay(const Calendar& calendar, core::Timestamp at);

// Since midnight, of each business day; the hours of the calendar say nothing of them.
using CutOffTimes = std::set<std::chrono::minutes>;

// The first cut-off after `at`: of this business day, or the first one of the next.
// core::Timestamp::max() when there is none within two years.
core::Timestamp NextCutOff(const Calendar& calendar, const CutOffTimes& times, core::Timestamp at);

}  // namespace clearway::settlement::rails
