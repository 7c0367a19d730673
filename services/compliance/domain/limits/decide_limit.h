// SPDX-License-Identifier: Apache-2.0
// What a payment's order does to its payer's limits, and what its end gives back. Pure: what is
// known comes in, what is to be stored goes out. Every step may come again and changes nothing
// then.
#pragma once

#include "services/compliance/domain/limits/limit.h"

namespace clearway::compliance {

struct ReserveLimit {
    core::PaymentId payment;
    PartyId party;
    std::string partner_id;
    core::Money amount;
    core::Timestamp at;
};

// The payment ended, and `kept` of its amount counts for good: nothing of one that was declined,
// the part captured of one that was captured in part.
struct GiveBackLimit {
    core::PaymentId payment;
    core::Money kept;
    // A screening of the payment may still be under way, and with it the reservation: it must not
    // count.
    bool may_come_late = false;
    core::Timestamp at = {};
};

// No payment of this id was stored in all the time that one could take.
struct AbandonLimit {
    core::PaymentId payment;
};

// Who pays, as stored now; absent: there is no such party.
struct Payer {
    std::string partner_id;
    KycStatus status = KycStatus::kPending;
    KycTier tier = KycTier::kBasic;
};

struct LimitDecision {
    PayerOutcome outcome = PayerOutcome::kNoParty;
    // To be stored in the place of the known one: what that counted no longer does, this does.
    std::optional<Reservation> after = {};
};

// `usage` of the payer in the amount's currency, with what `known` counts there. What is reserved
// never shrinks and never moves to another day, payer or currency by an order: of two orders under
// one id the larger amount is kept, and one of another payer or currency is kLimitExceeded.
LimitDecision Decide(const ReserveLimit& command, const std::optional<Payer>& payer,
                     const std::optional<TierLimit>& limit, Usage usage,
                     const std::optional<Reservation>& known);
LimitDecision Decide(const GiveBackLimit& command, const std::optional<Reservation>& known);
LimitDecision Decide(const AbandonLimit& command, const std::optional<Reservation>& known);

}  // namespace clearway::compliance
