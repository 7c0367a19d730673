// SPDX-License-Identifier: Apache-2.0
// What operators make of a tier's limits: one lowers them, at once; to raise one takes two, who ask
// for the same. Pure.
#pragma once

#include "services/compliance/domain/limits/limit.h"

namespace clearway::compliance {

// An operator's word: what a tier may pay from now on.
struct SetTierLimit {
    TierLimit limit;  // without version and proposed_by
    std::string traceparent = {};
};

struct TierLimitDecision {
    std::optional<TierLimit> next = {};      // the version to be stored; absent: none
    std::optional<TierLimit> proposed = {};  // what waits for a second operator from now on
};

// `known` is of the tier and the currency; what is in force there again withdraws what waits, and
// other amounts take its place. The same of the same operator again changes nothing.
TierLimitDecision Decide(const SetTierLimit& command, const TierLimitState& known);

}  // namespace clearway::compliance
