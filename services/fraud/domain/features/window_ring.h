// SPDX-License-Identifier: Apache-2.0
// Count and sum of one entity's attempts over the four windows, in event time. A window is a ring
// of buckets of which only those in use take memory, so an entity costs little and never more than
// 276 buckets. A window ends with the bucket of the asked time: it is exact to one bucket.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/clock.h"
#include "services/fraud/domain/features/feature.h"

namespace clearway::fraud {

struct WindowShape {
    std::int64_t bucket_seconds;
    std::int64_t buckets;
};

inline constexpr std::array<WindowShape, kWindowCount> kWindowShapes{
    {{1, 60}, {10, 60}, {60, 60}, {900, 96}}};
inline constexpr std::int64_t kDaySeconds = 86'400;

// Whole seconds of event time since 1970, rounded down.
std::int64_t SecondOf(core::Timestamp time);

struct WindowTotals {
    std::int64_t count = 0;
    std::int64_t sum = 0;  // saturates, see AddScaled

    friend bool operator==(const WindowTotals&, const WindowTotals&) = default;
};

class WindowRing {
public:
    // What is older than a whole window before the newest attempt is not kept in that window.
    void Add(core::Timestamp at, std::int64_t scaled_amount);
    // Takes back what Add() added.
    void Remove(core::Timestamp at, std::int64_t scaled_amount);
    // What lies in the window that ends with the bucket of `at`; later buckets are left out.
    WindowTotals Totals(Window window, core::Timestamp at) const;

private:
    struct Bucket {
        std::int64_t index;
        std::int64_t count;
        std::int64_t sum;
    };

    std::array<std::vector<Bucket>, kWindowCount> rings_;  // each by index, rising
};

}  // namespace clearway::fraud
