// SPDX-License-Identifier: Apache-2.0
// Card precision@k: what a team finds that can look at the k most suspicious customers of each day.
// Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "services/fraud/domain/attempt.h"

namespace clearway::fraud {

inline constexpr std::size_t kCardsADay = 100;

struct CustomerPayment {
    std::uint32_t day;
    EntityKey customer;
    double score;  // no NaN
    bool fraud;
};

// For each day with payments: the share of customers with a fraud that day among the `cards` of
// highest score that day (their highest; of equal ones the lower key goes first, which for digests
// is as good as drawn). Customers found are removed from later days. The mean over the days; absent
// without payments. Days with fewer customers are divided by `cards` too.
std::optional<double> CardPrecision(std::span<const CustomerPayment> payments,
                                    std::size_t cards = kCardsADay);

}  // namespace clearway::fraud
