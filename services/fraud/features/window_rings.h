// SPDX-License-Identifier: Apache-2.0
// Windows of event time, each a ring of buckets of which only those in use take memory. A window
// ends with the bucket of the asked time: it is exact to one bucket. A delayed window is made of
// whole buckets that were over when the delay began, so that nothing later can leak into it.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "core/clock.h"
#include "services/fraud/features/compact_vector.h"

namespace clearway::fraud {

class StateReader;
class StateWriter;

// Seconds of event time since 1970; 0 is no time. Outside of 2000 to 2100 a clock is broken: such
// times are none.
using Second = std::uint32_t;
inline constexpr std::int64_t kEarliestSecond = 946'684'800;
inline constexpr std::int64_t kLatestSecond = 4'102'444'800;
bool IsPlausible(core::Timestamp time);
// Rounded down. The time must be plausible.
Second ToSecond(core::Timestamp time);

inline constexpr Second kHourSeconds = 3'600;
inline constexpr Second kDaySeconds = 86'400;

struct RingShape {
    Second bucket_seconds;
    Second buckets;
};

// A minute, ten minutes, an hour, a day, and 38 days: 30 days behind a delay of 7, and a day for
// what comes late.
inline constexpr std::size_t kRingCount = 5;
inline constexpr std::array<RingShape, kRingCount> kRingShapes{
    {{1, 60}, {10, 60}, {60, 60}, {900, 96}, {21'600, 152}}};
inline constexpr std::size_t kLongRing = 4;

// A window as a piece of a ring.
struct Window {
    std::uint8_t ring = 0;
    Second length = 0;  // seconds, whole buckets
    Second delay = 0;   // seconds; 0: the window ends with the bucket of the asked time

    friend bool operator==(const Window&, const Window&) = default;
};

struct WindowTotals {
    std::int64_t count = 0;
    std::int64_t sum = 0;  // ScaledAmount; saturates

    friend bool operator==(const WindowTotals&, const WindowTotals&) = default;
};

// The buckets [first, last) of a ring that a window covers at a time.
struct BucketRange {
    Second first = 0;
    Second last = 0;
};
BucketRange RangeOf(const Window& window, Second at);

// Count and sum of one entity's attempts in all rings. Not thread-safe.
class WindowRings {
public:
    // What is older than a whole ring before the newest attempt is not kept in that ring.
    void Add(Second at, std::int64_t scaled_amount);
    // Takes back what Add() added.
    void Remove(Second at, std::int64_t scaled_amount);
    WindowTotals Totals(const Window& window, Second at) const;
    // Visits the buckets of the long ring before `end`, the latest first, as (index, count), while
    // the visitor says true.
    template <class Visit>
    void WalkBack(Second end, const Visit& visit) const {
        const auto ring = Ring(kLongRing);
        for (auto bucket = ring.rbegin(); bucket != ring.rend(); ++bucket) {
            if (bucket->index < end && !visit(bucket->index, bucket->count)) return;
        }
    }

    std::size_t HeapBytes() const { return buckets_.HeapBytes(); }
    void Save(StateWriter& out) const;
    void Load(StateReader& in);

private:
    struct Bucket {
        Second index;
        std::uint32_t count;
        std::int64_t sum;
    };

    std::uint32_t Offset(std::size_t ring) const;
    std::span<const Bucket> Ring(std::size_t ring) const;

    std::array<std::uint8_t, kRingCount> sizes_{};
    CompactVector<Bucket> buckets_;  // ring after ring, each by index, rising
};

}  // namespace clearway::fraud
