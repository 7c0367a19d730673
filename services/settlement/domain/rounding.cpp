// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/domain/rounding.h"

#include <algorithm>

namespace clearway::settlement {

core::Result<Split> SplitByWeights(const core::Money& amount,
                                   std::span<const std::int64_t> weights) {
    const bool fits = amount.MinorUnits() >= 0 && !weights.empty() &&
                      std::ranges::all_of(weights, [](auto weight) { return weight > 0; });
    if (!fits) return core::ErrorCode::kInvalidAmount;
    // The product of two 64-bit numbers, and the sum of any weights that fit memory, fit 128 bits.
    __extension__ using Wide = __int128;
    Wide whole = 0;
    for (const auto weight : weights) whole += weight;
    auto left = amount.MinorUnits();
    std::vector<core::Money> parts;
    parts.reserve(weights.size());
    for (const auto weight : weights) {
        const auto part = static_cast<std::int64_t>(Wide{amount.MinorUnits()} * weight / whole);
        parts.emplace_back(amount.GetCurrency(), part);
        left -= part;
    }
    return Split{.parts = std::move(parts), .rounding = core::Money(amount.GetCurrency(), left)};
}

}  // namespace clearway::settlement
