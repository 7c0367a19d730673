// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/ways.h"

#include <limits>

namespace clearway::reconciliation {

Ways WaysOf(const Record& record) {
    Ways ways;
    if (record.moved.empty()) return ways;
    const auto& paid = record.told ? record.told->creditor : record.moved.front().creditor;
    for (const auto& one : record.moved) (one.debtor == paid ? ways.back : ways.out).push_back(one);
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
