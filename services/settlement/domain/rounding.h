// SPDX-License-Identifier: Apache-2.0
// A division of money leaves minor units over. They are booked on the platform's rounding account
// of the currency, so that parts and remainder are the whole.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/money.h"
#include "core/result.h"

namespace clearway::settlement {

struct Split {
    std::vector<core::Money> parts;  // each rounded down, in the order of the weights
    core::Money rounding;            // what is left over: less than one minor unit a part
};

// An amount of zero or more, by weights above zero. Errors: kInvalidAmount (below zero, or no such
// weights).
core::Result<Split> SplitByWeights(const core::Money& amount,
                                   std::span<const std::int64_t> weights);

}  // namespace clearway::settlement
