// SPDX-License-Identifier: Apache-2.0
// The day that statements count, of a moment.
#pragma once

#include "core/clock.h"
#include "services/reconciliation/matching/day.h"

namespace clearway::reconciliation {

// In UTC.
inline matching::Day DayAt(core::Timestamp time) {
    return static_cast<matching::Day>(
        std::chrono::floor<std::chrono::days>(time).time_since_epoch().count());
}

}  // namespace clearway::reconciliation
