// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/screening/token_statistics.h"

#include <algorithm>
#include <bit>

#include "services/compliance/domain/names/common_names.h"

namespace clearway::compliance {
namespace {

constexpr int kCommonBits = 8 * kBit;
constexpr int kBusinessBits = 6 * kBit;

// log2 in 1/16 bits; straight between powers of two, which is near enough for a weight.
int Log2(std::uint32_t value) {
    const int whole = std::bit_width(value) - 1;
    const auto rest = (static_cast<std::uint64_t>(value) * kBit >> whole) - kBit;
    return whole * kBit + static_cast<int>(rest);
}

}  // namespace

void TokenStatistics::Count(const std::set<std::string>& words) {
    ++entries_;
    for (const auto& word : words) ++counts_[word];
}

int TokenStatistics::BitsMax() const { return entries_ < 2 ? kBit : Log2(entries_); }

int TokenStatistics::Bits(std::string_view word) const {
    const auto found = counts_.find(std::string(word));
    const int known = found == counts_.end() ? 0 : Log2(found->second);
    const int bits = std::max(kBit, BitsMax() - known);
    if (IsBusinessWord(word)) return std::min(bits, kBusinessBits);
    return IsCommonName(word) ? std::min(bits, kCommonBits) : bits;
}

}  // namespace clearway::compliance
