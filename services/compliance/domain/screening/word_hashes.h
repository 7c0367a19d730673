// SPDX-License-Identifier: Apache-2.0
// Words by the hashes of what they are like. Built once; then a screening asks for the words of a
// hundred hashes, most of which no word has, so each answer must cost a look or two at memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace clearway::compliance {

class WordHashes {
public:
    using WordId = std::uint32_t;

    // In any order, then Build() once.
    void Add(std::uint32_t hash, WordId word) { rows_.emplace_back(hash, word); }
    void Build();

    // The words of this hash, in the order of their ids.
    template <class Visit>
    void ForEach(std::uint32_t hash, Visit visit) const {
        if (!MayHave(hash)) return;
        const std::size_t bucket = hash >> bucket_shift_;
        for (auto at = begins_[bucket]; at < begins_[bucket + 1]; ++at)
            if (rows_[at].first == hash) visit(rows_[at].second);
    }

private:
    // Of most hashes that no word has it says so, from a place in the processor's cache.
    bool MayHave(std::uint32_t hash) const {
        const std::size_t bit = hash >> filter_shift_;
        return (filter_[bit / 64] >> (bit % 64) & 1U) != 0;
    }

    std::vector<std::pair<std::uint32_t, WordId>> rows_;  // sorted
    std::vector<std::uint32_t> begins_;        // of buckets, which are the first bits of the hash
    std::vector<std::uint64_t> filter_ = {0};  // a bit for each longer beginning of a hash
    int bucket_shift_ = 0;
    int filter_shift_ = 31;
};

}  // namespace clearway::compliance
