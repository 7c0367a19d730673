// SPDX-License-Identifier: Apache-2.0
// Subsets whose sum lies within bounds: the heart of matching groups. The work is bounded, and an
// answer is only given when the whole room of possibilities was looked through, so that "the only
// one" is a proof and not luck.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace clearway::reconciliation::matching {

struct SubsetOrder {
    std::int64_t least_sum = 0;
    std::int64_t most_sum = 0;
    std::size_t items_min = 2;
    std::size_t items_max = 6;
    std::int64_t work_max = 200'000;  // steps
    std::int64_t chance_ppm = 1'000'000;
};

// The one subset with such a sum, as places in `amounts`; nullopt: there is none, or more than one,
// or the work would be too much to tell, or one is too likely to fit by chance.
std::optional<std::vector<std::uint32_t>> OnlySubset(std::span<const std::int64_t> amounts,
                                                     const SubsetOrder& order);

struct Balance {
    std::vector<std::uint32_t> left;
    std::vector<std::uint32_t> right;
};

struct BalanceOrder {
    std::int64_t low = 0;  // of left - right
    std::int64_t high = 0;
    std::size_t items_max = 6;  // of a side; at least two of each
    std::int64_t work_max = 200'000;
    std::int64_t chance_ppm = 1'000'000;
};

// Subsets of two sides with the same sum that hold no smaller ones and share no row with another
// such pair. Empty when there are none or when it would be too much work to tell.
std::vector<Balance> OnlyBalances(std::span<const std::int64_t> left,
                                  std::span<const std::int64_t> right, const BalanceOrder& order);

// Whether it is at most so likely that some of `subsets` sums, spread over `spread`, falls into a
// width by chance.
bool IsUnlikely(std::int64_t subsets, std::int64_t width, std::int64_t spread,
                std::int64_t chance_ppm);

}  // namespace clearway::reconciliation::matching
