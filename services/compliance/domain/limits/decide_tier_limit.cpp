// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/limits/decide_tier_limit.h"

namespace clearway::compliance {
namespace {

bool Raises(const std::optional<TierLimit>& current, const TierLimit& next) {
    return !current || next.payment_max > current->payment_max || next.day_max > current->day_max ||
           next.thirty_days_max > current->thirty_days_max;
}

}  // namespace

TierLimitDecision Decide(const SetTierLimit& command, const TierLimitState& known) {
    const auto& [current, waiting] = known;
    if (current && SameAmounts(*current, command.limit)) return {};
    auto next = command.limit;
    next.version = current ? current->version + 1 : 1;
    if (Raises(current, next)) {
        if (!waiting || !SameAmounts(*waiting, next)) return {.proposed = command.limit};
        if (waiting->set_by == next.set_by) return {.proposed = *waiting};
        next.proposed_by = waiting->set_by;
    }
    return {.next = std::move(next)};
}

}  // namespace clearway::compliance
