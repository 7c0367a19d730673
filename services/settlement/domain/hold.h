// SPDX-License-Identifier: Apache-2.0
// A hold: a part of the debtor's balance reserved for one payment until it is posted or ends. It is
// also the record of what became of the payment's order, whether or not funds were ever reserved.
#pragma once

#include <cstdint>

#include "core/clock.h"
#include "core/ids.h"
#include "core/money.h"

namespace clearway::settlement {

// held -> posted | voided | expired | refused, or held -> committed -> posted | refused, when the
// money is promised to a rail: only what the rail says ends that. What was posted by a rail may
// come back: posted -> returned. A late order may still post or commit a voided or expired hold
// from available funds, or be refused; refused and returned are final.
enum class HoldState { kHeld, kPosted, kVoided, kExpired, kRefused, kCommitted, kReturned };

struct Hold {
    core::HoldId id;
    core::PaymentId payment_id;
    core::AccountId debtor;
    core::AccountId creditor;
    core::Money amount;
    HoldState state = HoldState::kHeld;
    core::Timestamp expires_at;
    std::int32_t version = 0;    // of the hold's stream of facts
    std::int64_t committed = 0;  // what was promised to a rail, in minor units: the rest is free

    // What the hold reserves of the debtor's balance, in minor units.
    std::int64_t Reserved() const {
        if (state == HoldState::kCommitted) return committed;
        return state == HoldState::kHeld ? amount.MinorUnits() : 0;
    }
    // Whether an order to pay may still move it.
    bool TakesOrders() const {
        return state == HoldState::kHeld || state == HoldState::kVoided ||
               state == HoldState::kExpired;
    }
    core::Money Committed() const { return {amount.GetCurrency(), committed}; }
};

}  // namespace clearway::settlement
