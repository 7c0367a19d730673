// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/scoring/payer_orders.h"

#include <algorithm>

namespace clearway::fraud {

namespace {

constexpr Second kMinute = 60;

}  // namespace

std::int64_t PayerOrders::Count(const Attempt& attempt) {
    const auto at = ToSecond(attempt.created_at);
    const auto& order = attempt.payment_file ? *attempt.payment_file : attempt.payment_id.value;
    const auto digest = std::hash<core::Uuid>{}(order);
    auto& orders = payers_.Touch(attempt.payer);
    const auto known = std::ranges::find(orders.Values(), digest, &Order::digest);
    if (known != orders.Values().end()) {
        known->last = std::max(known->last, at);
    } else if (orders.Size() < kCountedMax) {
        orders.PushBack({digest, at});
    } else {
        *std::ranges::min_element(orders.Values(), {}, &Order::last) = {digest, at};
    }
    return std::ranges::count_if(orders.Values(), [&](const Order& one) {
        return one.last > at - kMinute && one.last <= at;
    });
}

}  // namespace clearway::fraud
