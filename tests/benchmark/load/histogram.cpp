// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/load/histogram.h"

#include <algorithm>
#include <bit>

namespace clearway::load {

// Values below 2^kSubBits have a bucket each; above, each power of two is split into as many.
int Histogram::IndexOf(std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(std::max<std::int64_t>(value, 0));
    const int level = std::max(0, static_cast<int>(std::bit_width(bits)) - 1 - kSubBits);
    const int index = (level << kSubBits) + static_cast<int>(bits >> level);
    return std::min(index, kSize - 1);
}

std::int64_t Histogram::TopOf(int index) {
    const int level = std::max(0, (index >> kSubBits) - 1);
    const std::int64_t step = index - (level << kSubBits);
    return ((step + 1) << level) - 1;
}

void Histogram::Record(std::int64_t microseconds) {
    ++buckets_[static_cast<std::size_t>(IndexOf(microseconds))];
    ++count_;
    max_ = std::max(max_, microseconds);
}

void Histogram::Add(const Histogram& other) {
    for (std::size_t i = 0; i < buckets_.size(); ++i) buckets_[i] += other.buckets_[i];
    count_ += other.count_;
    max_ = std::max(max_, other.max_);
}

std::int64_t Histogram::PerMille(int per_mille) const {
    const std::int64_t rank = std::max<std::int64_t>(1, (count_ * per_mille + 999) / 1000);
    std::int64_t seen = 0;
    for (int i = 0; i < kSize; ++i) {
        seen += buckets_[static_cast<std::size_t>(i)];
        if (count_ > 0 && seen >= rank) return std::min(TopOf(i), max_);
    }
    return 0;
}

}  // namespace clearway::load
