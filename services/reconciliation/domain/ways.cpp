// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/ways.h"

#include <algorithm>
#include <limits>

namespace clearway::reconciliation {

namespace {

// All of the first waited where it arrived (suspense), and the second takes it from there.
bool IsBookedOn(const Movement& first, const Movement& second, const core::AccountId& payer,
                const core::AccountId& paid) {
    return second.debtor == first.creditor && second.debtor != payer && second.debtor != paid &&
           second.amount == first.amount;
}

}  // namespace

// What two operators booked on from suspense is taken to have arrived where it should.
Ways WaysOf(const Record& record) {
    Ways ways;
    const auto& moved = record.moved;
    if (moved.empty()) return ways;
    const auto& payer = record.told ? record.told->debtor : moved.front().debtor;
    const auto& paid = record.told ? record.told->creditor : moved.front().creditor;
    for (auto one : moved) {
        const auto leads_to = [&](const auto& next) { return IsBookedOn(one, next, payer, paid); };
        const auto follows = [&](const auto& last) { return IsBookedOn(last, one, payer, paid); };
        if (std::ranges::any_of(moved, follows)) continue;
        const bool back = one.debtor == paid;
        if (std::ranges::any_of(moved, leads_to)) one.creditor = back ? payer : paid;
        (back ? ways.back : ways.out).push_back(one);
    }
    return ways;
}

std::int64_t SumOf(const std::vector<Movement>& moved) {
    std::int64_t sum = 0;
    for (const auto& one : moved) {
        const auto more = core::AddMinor(sum, one.amount.MinorUnits());
        if (!more) return std::numeric_limits<std::int64_t>::max();
        sum = *more;
    }
    return sum;
}

}  // namespace clearway::reconciliation
