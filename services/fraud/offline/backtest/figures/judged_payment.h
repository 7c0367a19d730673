// SPDX-License-Identifier: Apache-2.0
// A payment of the past as both contenders judged it: what every figure of a backtest is made of.
// Plain values.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "services/fraud/domain/attempt.h"
#include "services/fraud/features/window_rings.h"

namespace clearway::fraud {

enum Side : std::size_t { kActive, kCandidate, kSides };
template <class T>
using BySide = std::array<T, kSides>;

inline constexpr std::size_t kOutcomes = 4;
inline constexpr std::array<const char*, kOutcomes> kOutcomeNames{"approve", "challenge", "review",
                                                                  "decline"};
inline std::size_t IndexOf(Outcome outcome) { return static_cast<std::size_t>(outcome); }

struct Decision {
    Outcome outcome = Outcome::kApprove;
    // What payments are ranked by: the model's probability, or the outcome's severity (0 to 3)
    // where the rules decide alone.
    double rank = 0;
};

struct JudgedPayment {
    Second at = 0;
    EntityKey payer;
    std::int64_t scaled_amount = 0;  // ten-thousandths of the major unit
    bool fraud = false;
    BySide<Decision> decisions;
};

// The time of the payments to judge, [from, to), both the first second of a day.
struct Period {
    Second from = 0;
    Second to = 0;

    bool Has(Second at) const { return from <= at && at < to; }
    std::size_t Days() const { return (to - from) / kDaySeconds; }
};

}  // namespace clearway::fraud
