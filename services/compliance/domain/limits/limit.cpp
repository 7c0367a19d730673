// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/limits/limit.h"

namespace clearway::compliance {
namespace {

// nullopt: more than 64 bits hold.
std::optional<std::int64_t> UsedSince(const Usage& usage, Day first, Day last) {
    std::int64_t used = 0;
    for (auto at = usage.lower_bound(first); at != usage.end() && at->first <= last; ++at) {
        const auto sum = core::AddMinor(used, at->second);
        if (!sum) return std::nullopt;
        used = *sum;
    }
    return used;
}

bool Fits(const std::optional<std::int64_t>& used, std::int64_t amount_minor, std::int64_t max) {
    if (!used) return false;
    const auto sum = core::AddMinor(*used, amount_minor);
    return sum && *sum <= max;
}

}  // namespace

bool SameAmounts(const TierLimit& a, const TierLimit& b) {
    return a.payment_max == b.payment_max && a.day_max == b.day_max &&
           a.thirty_days_max == b.thirty_days_max;
}

bool IsWithin(const TierLimit& limit, const Usage& usage, Day today, std::int64_t amount_minor) {
    return amount_minor <= limit.payment_max &&
           Fits(UsedSince(usage, today, today), amount_minor, limit.day_max) &&
           Fits(UsedSince(usage, FirstDayOfPeriod(today), today), amount_minor,
                limit.thirty_days_max);
}

}  // namespace clearway::compliance
