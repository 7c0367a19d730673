// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/screening/word_hashes.h"

#include <algorithm>
#include <bit>

namespace clearway::compliance {

// About as many buckets as rows, and eight bits of the filter for each.
void WordHashes::Build() {
    constexpr int kBucketBitsMax = 24;
    constexpr int kFilterBitsMore = 3;
    std::sort(rows_.begin(), rows_.end());
    rows_.erase(std::unique(rows_.begin(), rows_.end()), rows_.end());
    const int bits =
        std::clamp(static_cast<int>(std::bit_width(rows_.size())), kFilterBitsMore, kBucketBitsMax);
    bucket_shift_ = 32 - bits;
    filter_shift_ = bucket_shift_ - kFilterBitsMore;
    begins_.assign((std::size_t{1} << bits) + 1, 0);
    filter_.assign(std::size_t{1} << (bits + kFilterBitsMore - 6), 0);
    for (const auto& [hash, word] : rows_) {
        ++begins_[(hash >> bucket_shift_) + 1];
        const std::size_t bit = hash >> filter_shift_;
        filter_[bit / 64] |= std::uint64_t{1} << (bit % 64);
    }
    for (std::size_t bucket = 1; bucket < begins_.size(); ++bucket)
        begins_[bucket] += begins_[bucket - 1];
}

}  // namespace clearway::compliance
