// SPDX-License-Identifier: Apache-2.0
// A hold: a part of the debtor's balance reserved for one payment until it is posted or ends. It is
// also the record of what became of the payment's order, whether or not funds were ever reserved.
#pragma once

#include <cstdint>

#include "core/clock.h"
#include "core/ids.h"
#include "core/money.h"

namespace clearway::settlement {

// held -> posted | voided | expired | refused. A late order may still post a voided or expired hold
// from available funds, or be refused; posted and refused are final.
enum class HoldState { kHeld, kPosted, kVoided, kExpired, kRefused };

struct Hold {
    core::HoldId id;
    core::PaymentId payment_id;
    core::AccountId debtor;
    core::AccountId creditor;
    core::Money amount;
    HoldState state = HoldState::kHeld;
    core::Timestamp expires_at;
    std::int32_t version = 0;  // of the hold's stream of facts

    // What the hold reserves of the debtor's balance, in minor units.
    std::int64_t Reserved() const { return state == HoldState::kHeld ? amount.MinorUnits() : 0; }
};

}  // namespace clearway::settlement
