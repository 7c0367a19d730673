// SPDX-License-Identifier: Apache-2.0
// How much a word tells: rare words of the list tell more than "trading" or "muhammad". In 1/16
// bits, integers, from the count of entries that have the word; of names that half the world bears
// not more than those tell.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

namespace clearway::compliance {

inline constexpr int kBit = 16;

class TokenStatistics {
public:
    // The words of one listed entry.
    void Count(const std::set<std::string>& words);

    // Of a word that no entry has: the most.
    int BitsMax() const;
    int Bits(std::string_view word) const;

private:
    std::unordered_map<std::string, std::uint32_t> counts_;
    std::uint32_t entries_ = 0;
};

}  // namespace clearway::compliance
