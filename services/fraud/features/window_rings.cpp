// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/features/window_rings.h"

#include <algorithm>
#include <limits>

#include "services/fraud/domain/attempt.h"
#include "services/fraud/features/state_file.h"

namespace clearway::fraud {

static_assert(std::ranges::all_of(kRingShapes, [](auto shape) { return shape.buckets < 256; }));

bool IsPlausible(core::Timestamp time) {
    const auto micros = core::ToMicros(time);
    return micros >= kEarliestSecond * 1'000'000 && micros < kLatestSecond * 1'000'000;
}

Second ToSecond(core::Timestamp time) {
    return static_cast<Second>(
        std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count());
}

BucketRange RangeOf(const Window& window, Second at) {
    const auto seconds = kRingShapes[window.ring].bucket_seconds;
    const auto buckets = window.length / seconds;
    const auto end = window.delay == 0 ? at / seconds + 1 : (at - window.delay) / seconds;
    return {end - buckets, end};
}

std::uint32_t WindowRings::Offset(std::size_t ring) const {
    std::uint32_t offset = 0;
    for (std::size_t i = 0; i < ring; ++i) offset += sizes_[i];
    return offset;
}

std::span<const WindowRings::Bucket> WindowRings::Ring(std::size_t ring) const {
    return buckets_.Values().subspan(Offset(ring), sizes_[ring]);
}

void WindowRings::Add(Second at, std::int64_t scaled_amount) {
    std::uint32_t offset = 0;
    for (std::size_t i = 0; i < kRingCount; offset += sizes_[i], ++i) {
        const auto& shape = kRingShapes[i];
        const auto index = at / shape.bucket_seconds;
        auto ring = buckets_.Values().subspan(offset, sizes_[i]);
        if (!ring.empty() && index + shape.buckets <= ring.back().index) continue;
        const auto place = std::ranges::lower_bound(ring, index, {}, &Bucket::index);
        if (place != ring.end() && place->index == index) {
            if (place->count < std::numeric_limits<std::uint32_t>::max()) ++place->count;
            place->sum = AddScaled(place->sum, scaled_amount);
            continue;
        }
        const auto position = offset + static_cast<std::uint32_t>(place - ring.begin());
        // The new one may be the newest: what it leaves behind goes first, so that sizes fit.
        const auto newest = ring.empty() ? index : std::max(index, ring.back().index);
        const auto gone = static_cast<std::uint32_t>(
            std::ranges::lower_bound(ring, newest - shape.buckets + 1, {}, &Bucket::index) -
            ring.begin());
        buckets_.Insert(position, Bucket{index, 1, scaled_amount});
        buckets_.Erase(offset, offset + gone);
        sizes_[i] = static_cast<std::uint8_t>(sizes_[i] + 1 - gone);
    }
}

void WindowRings::Remove(Second at, std::int64_t scaled_amount) {
    std::uint32_t offset = 0;
    for (std::size_t i = 0; i < kRingCount; offset += sizes_[i], ++i) {
        auto ring = buckets_.Values().subspan(offset, sizes_[i]);
        const auto index = at / kRingShapes[i].bucket_seconds;
        const auto place = std::ranges::lower_bound(ring, index, {}, &Bucket::index);
        if (place == ring.end() || place->index != index) continue;
        place->sum = SubtractScaled(place->sum, scaled_amount);
        if (--place->count > 0) continue;
        const auto position = offset + static_cast<std::uint32_t>(place - ring.begin());
        buckets_.Erase(position, position + 1);
        --sizes_[i];
    }
}

void WindowRings::Save(StateWriter& out) const {
    out.Value(sizes_);
    out.Values(buckets_.Values());
}

void WindowRings::Load(StateReader& in) {
    sizes_ = in.Value<decltype(sizes_)>();
    std::uint64_t all = 0;
    for (std::size_t i = 0; i < kRingCount; ++i) {
        if (sizes_[i] > kRingShapes[i].buckets) in.Refuse("a ring has more buckets than fit");
        all += sizes_[i];
    }
    const auto buckets = in.Values<Bucket>(all);
    if (buckets.size() != all) in.Refuse("a ring lacks buckets");
    buckets_.Assign(buckets);
}

WindowTotals WindowRings::Totals(const Window& window, Second at) const {
    const auto range = RangeOf(window, at);
    WindowTotals totals;
    const auto ring = Ring(window.ring);
    for (auto bucket = std::ranges::lower_bound(ring, range.first, {}, &Bucket::index);
         bucket != ring.end() && bucket->index < range.last; ++bucket) {
        totals.count += bucket->count;
        totals.sum = AddScaled(totals.sum, bucket->sum);
    }
    return totals;
}

}  // namespace clearway::fraud
