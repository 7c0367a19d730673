// SPDX-License-Identifier: Apache-2.0
// What a customer may pay: by its tier, a payment, a day of UTC, and thirty days with today, in
// each currency. Amounts are minor units. Pure; that it holds under concurrency is the store's
// business.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/money.h"
#include "services/compliance/domain/parties/party.h"

namespace clearway::compliance {

// Of one tier in one currency. The newest version is in force; without one nothing may be paid.
struct TierLimit {
    KycTier tier = KycTier::kBasic;
    std::string currency;
    std::int64_t payment_max = 0;
    std::int64_t day_max = 0;
    std::int64_t thirty_days_max = 0;
    std::int32_t version = 0;
    std::string set_by = {};
    std::string reason = {};
    core::Timestamp set_at = {};
    std::string proposed_by = {};  // of two operators who raised it the first
};

// Of a tier in a currency.
struct TierLimitState {
    std::optional<TierLimit> in_force = {};
    std::optional<TierLimit> proposed = {};  // a raise that waits for a second operator
};

bool SameAmounts(const TierLimit& a, const TierLimit& b);

using Day = std::chrono::sys_days;
inline constexpr int kLimitDays = 30;  // today is one of them

inline Day DayOf(core::Timestamp time) { return std::chrono::floor<std::chrono::days>(time); }
inline Day FirstDayOfPeriod(Day today) { return today - std::chrono::days(kLimitDays - 1); }

// What a payment came to for its payer.
enum class PayerOutcome : std::uint8_t {
    kNoParty = 0,  // the account belongs to no customer here: no limit applies
    kAllowed = 1,  // the amount is reserved
    kLimitExceeded = 2,
    kNotVerified = 3,  // or unknown, suspended, rejected, another partner's
};

// A payment's share of its payer's limits. One for ever a payment.
enum class ReservationState : std::uint8_t {
    kReserved = 1,
    kEnded = 2,      // by a fact of the payment: what it did not move was given back
    kAbandoned = 3,  // no payment of this id was ever stored: given back
};

struct Reservation {
    core::PaymentId payment;
    PartyId party;
    core::Money amount;  // as far as it counts now
    Day day;
    core::Timestamp reserved_at;
    ReservationState state = ReservationState::kReserved;
};

// By day, of one party in one currency.
using Usage = std::map<Day, std::int64_t>;

// Whether `amount_minor` more on `today` stays within. Sums are checked; what does not fit 64 bits
// is beyond any limit.
bool IsWithin(const TierLimit& limit, const Usage& usage, Day today, std::int64_t amount_minor);

}  // namespace clearway::compliance
