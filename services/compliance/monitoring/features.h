// SPDX-License-Identifier: Apache-2.0
// What a rule may ask about a subject at a moment: counts and sums of its windows, counterparties,
// what was passed on, how long it was quiet. Whole numbers, computed from its activity alone; pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/compliance/monitoring/activity.h"

namespace clearway::compliance {

struct MonitoringWindow {
    std::string_view name;
    std::chrono::hours length;
};
// In the order of the arrays below; a window reaches from its end back, the far end not included.
inline constexpr std::array<MonitoringWindow, 3> kWindows{{{"24h", std::chrono::hours(24)},
                                                           {"7d", std::chrono::days(7)},
                                                           {"30d", std::chrono::days(30)}}};
inline constexpr std::array<MonitoringWindow, 2> kPassOnWindows{
    {{"24h", std::chrono::hours(24)}, {"48h", std::chrono::hours(48)}}};
inline constexpr std::chrono::hours kWindowLongest = std::chrono::days(30);

// Amounts just under a reporting threshold: from `least` on and below `threshold`, in minor units.
struct JustBelow {
    std::int64_t least = 0;
    std::int64_t threshold = 0;
};

// Movements of one direction within one window.
struct Flow {
    std::int64_t count = 0;
    std::int64_t sum = 0;  // minor units, here and below
    std::int64_t just_below_count = 0;
    std::int64_t just_below_sum = 0;
    std::int64_t counterparties = 0;  // different ones, in all currencies

    friend bool operator==(const Flow&, const Flow&) = default;
};

// Of what came in within a window, what went out again after it and within the window.
struct PassedOn {
    std::int64_t in = 0;
    std::int64_t out = 0;  // at most `in`

    friend bool operator==(const PassedOn&, const PassedOn&) = default;
};

struct Features {
    std::array<std::array<Flow, kWindows.size()>, 2> flows{};  // by direction and window
    std::array<PassedOn, kPassOnWindows.size()> passed_on{};
    std::int64_t quiet_days = 0;

    friend bool operator==(const Features&, const Features&) = default;
};

// Windows end at `at`, which belongs to them; sums are of one currency. Where movements are merged
// (Activity) a window has the whole of a cell that reaches into it: never less than what moved.
Features FeaturesAt(const Activity& activity, core::Timestamp at, const core::Currency& currency,
                    const std::optional<JustBelow>& just_below);

}  // namespace clearway::compliance
