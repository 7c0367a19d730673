// SPDX-License-Identifier: Apache-2.0
// Closing days of TARGET, the euro's settlement system: weekends, 1 January, Good Friday, Easter
// Monday, 1 May, 25 and 26 December. Computed, for any year of the Gregorian calendar. Pure.
#pragma once

#include <chrono>

namespace clearway::core {

std::chrono::sys_days EasterSunday(std::chrono::year year);

bool IsTargetClosingDay(std::chrono::sys_days day);

}  // namespace clearway::core
