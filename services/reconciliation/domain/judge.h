// SPDX-License-Identifier: Apache-2.0
// The proof: what should have moved, what did, and which reasons for a break hold. The two sides
// arrive in no given order, so what only one side has told yet is in flight until it is late.
#pragma once

#include <chrono>
#include <optional>

#include "services/reconciliation/domain/record.h"

namespace clearway::reconciliation {

struct Judgement {
    ReasonSet found = 0;
    bool in_flight = false;
    bool matched = false;
    std::optional<core::Money> expected = {};
    std::optional<core::Money> actual = {};
};

// A payment without news since `late_before` or longer is late.
Judgement Judge(const Record& record, core::Timestamp late_before);

// Its funds are promised to a rail, which has not taken it yet: nothing is late for the rail's
// hours, and for no longer than this.
bool WaitsForItsRail(const Record& record);
// Longer than any holidays of a rail.
inline constexpr std::chrono::days kRailWaitMax(7);

}  // namespace clearway::reconciliation
