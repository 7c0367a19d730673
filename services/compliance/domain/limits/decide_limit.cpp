// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/limits/decide_limit.h"

#include <algorithm>

namespace clearway::compliance {
namespace {

LimitDecision Shrunk(Reservation known, std::int64_t kept_minor, ReservationState state) {
    const auto kept = std::clamp<std::int64_t>(kept_minor, 0, known.amount.MinorUnits());
    known.amount = core::Money(known.amount.GetCurrency(), kept);
    known.state = state;
    return {.outcome = PayerOutcome::kNoParty, .after = std::move(known)};
}

bool SamePayer(const Reservation& known, const ReserveLimit& command) {
    return known.party == command.party &&
           known.amount.GetCurrency() == command.amount.GetCurrency();
}

// Another order under the same id: nobody here knows which of the two becomes the payment, so what
// is reserved stays where it counts and only grows. Without `reserved`, a day of its own.
LimitDecision Reserved(const ReserveLimit& command, const std::optional<TierLimit>& limit,
                       Usage usage, const Reservation* reserved) {
    const auto minor = command.amount.MinorUnits();
    const auto today = DayOf(command.at);
    Reservation after{.payment = command.payment,
                      .party = command.party,
                      .amount = command.amount,
                      .day = today,
                      .reserved_at = command.at};
    if (reserved != nullptr) {
        after.day = reserved->day;
        after.reserved_at = reserved->reserved_at;
        usage[reserved->day] -= reserved->amount.MinorUnits();
    }
    if (!limit || !IsWithin(*limit, usage, today, minor) ||
        !IsWithin(*limit, usage, after.day, minor))
        return {.outcome = PayerOutcome::kLimitExceeded};
    return {.outcome = PayerOutcome::kAllowed, .after = std::move(after)};
}

}  // namespace

LimitDecision Decide(const ReserveLimit& command, const std::optional<Payer>& payer,
                     const std::optional<TierLimit>& limit, Usage usage,
                     const std::optional<Reservation>& known) {
    // Its end came first: nothing can be paid under this id any more.
    if (known && known->state == ReservationState::kEnded)
        return {.outcome = PayerOutcome::kAllowed};
    if (!payer || payer->partner_id != command.partner_id || payer->status != KycStatus::kVerified)
        return {.outcome = PayerOutcome::kNotVerified};
    if (!known || known->state != ReservationState::kReserved)
        return Reserved(command, limit, std::move(usage), nullptr);
    if (!SamePayer(*known, command)) return {.outcome = PayerOutcome::kLimitExceeded};
    if (command.amount.MinorUnits() <= known->amount.MinorUnits())
        return {.outcome = PayerOutcome::kAllowed};
    return Reserved(command, limit, std::move(usage), &*known);
}

LimitDecision Decide(const GiveBackLimit& command, const std::optional<Reservation>& known) {
    if (known) {
        const bool less = command.kept.MinorUnits() < known->amount.MinorUnits();
        if (!less && known->state == ReservationState::kEnded) return {};
        return Shrunk(*known, command.kept.MinorUnits(), ReservationState::kEnded);
    }
    if (!command.may_come_late) return {};
    return {.outcome = PayerOutcome::kNoParty,
            .after = Reservation{.payment = command.payment,
                                 .party = {},
                                 .amount = core::Money(command.kept.GetCurrency(), 0),
                                 .day = DayOf(command.at),
                                 .reserved_at = command.at,
                                 .state = ReservationState::kEnded}};
}

LimitDecision Decide(const AbandonLimit&, const std::optional<Reservation>& known) {
    if (!known || known->state != ReservationState::kReserved) return {};
    return Shrunk(*known, 0, ReservationState::kAbandoned);
}

}  // namespace clearway::compliance
