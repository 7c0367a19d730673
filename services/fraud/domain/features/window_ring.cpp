// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/domain/features/window_ring.h"

#include <algorithm>

#include "services/fraud/domain/attempt.h"

namespace clearway::fraud {

std::int64_t SecondOf(core::Timestamp time) {
    return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

void WindowRing::Add(core::Timestamp at, std::int64_t scaled_amount) {
    const auto second = SecondOf(at);
    for (std::size_t i = 0; i < kWindowCount; ++i) {
        auto& ring = rings_[i];
        const auto& shape = kWindowShapes[i];
        const auto index = second / shape.bucket_seconds;
        if (!ring.empty() && index <= ring.back().index - shape.buckets) continue;
        const auto place = std::ranges::lower_bound(ring, index, {}, &Bucket::index);
        if (place != ring.end() && place->index == index) {
            ++place->count;
            place->sum = AddScaled(place->sum, scaled_amount);
            continue;
        }
        ring.insert(place, Bucket{index, 1, scaled_amount});
        const auto oldest = ring.back().index - shape.buckets + 1;
        ring.erase(ring.begin(), std::ranges::lower_bound(ring, oldest, {}, &Bucket::index));
    }
}

void WindowRing::Remove(core::Timestamp at, std::int64_t scaled_amount) {
    const auto second = SecondOf(at);
    for (std::size_t i = 0; i < kWindowCount; ++i) {
        auto& ring = rings_[i];
        const auto index = second / kWindowShapes[i].bucket_seconds;
        const auto place = std::ranges::lower_bound(ring, index, {}, &Bucket::index);
        if (place == ring.end() || place->index != index) continue;
        place->sum = SubtractScaled(place->sum, scaled_amount);
        if (--place->count == 0) ring.erase(place);
    }
}

WindowTotals WindowRing::Totals(Window window, core::Timestamp at) const {
    const auto& shape = kWindowShapes[static_cast<std::size_t>(window)];
    const auto last = SecondOf(at) / shape.bucket_seconds;
    WindowTotals totals;
    for (const auto& bucket : rings_[static_cast<std::size_t>(window)]) {
        if (bucket.index <= last - shape.buckets || bucket.index > last) continue;
        totals.count += bucket.count;
        totals.sum = AddScaled(totals.sum, bucket.sum);
    }
    return totals;
}

}  // namespace clearway::fraud
