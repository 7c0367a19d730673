// SPDX-License-Identifier: Apache-2.0
// When a customer is looked at again: so many months after the last look, by its risk.
#pragma once

#include "core/clock.h"

namespace clearway::compliance {

struct ReviewPeriods {
    int high_months = 12;
    int medium_months = 24;
    int low_months = 60;
};

// The same day and time of day some months earlier; the last day of a shorter month.
core::Timestamp MonthsBefore(core::Timestamp time, int months);

}  // namespace clearway::compliance
