// SPDX-License-Identifier: Apache-2.0
// Latencies in microseconds, counted in buckets whose width is under one percent of their value: a
// percentile of millions of values in a few kilobytes. Must not know what was measured.
#pragma once

#include <array>
#include <cstdint>

namespace clearway::load {

class Histogram {
public:
    void Record(std::int64_t microseconds);
    void Add(const Histogram& other);

    std::int64_t Count() const { return count_; }
    std::int64_t Max() const { return max_; }
    // The largest value of the bucket in which the value of this rank lies; 0 without any value.
    std::int64_t PerMille(int per_mille) const;

private:
    static constexpr int kSubBits = 7;
    static constexpr int kLevels = 34;  // up to four hours
    static constexpr int kSize = kLevels << kSubBits;

    static int IndexOf(std::int64_t value);
    static std::int64_t TopOf(int index);

    std::array<std::int64_t, kSize> buckets_{};
    std::int64_t count_ = 0;
    std::int64_t max_ = 0;
};

}  // namespace clearway::load
