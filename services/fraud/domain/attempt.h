// SPDX-License-Identifier: Apache-2.0
// The words of fraud scoring: an attempt to pay, the assessment of it, and the decision that the
// payment service took in the end. Plain values; no I/O, no clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "core/money.h"

namespace clearway::fraud {

// Whoever a velocity is counted for: an account, the token of a party elsewhere, a device or a
// terminal. Text
// that is no UUID is digested into one, so that a key has one small size and shows nothing.
using EntityKey = core::Uuid;
EntityKey EntityKeyOf(std::string_view text);

struct Attempt {
    core::PaymentId payment_id;
    EntityKey payer;
    EntityKey payee;
    std::optional<EntityKey> device;
    std::optional<EntityKey> terminal = {};
    core::Money amount;
    core::Timestamp created_at;                   // event time: the clock of every window
    std::optional<core::Uuid> payment_file = {};  // that ordered it; none: an order of its own
};

// Whether two attempts of a payment ask for the same. The time is left out: a repeated call has its
// own.
bool SameTerms(const Attempt& a, const Attempt& b);

// The stream of a payment's assessment; it has one fact.
core::Uuid AssessmentStream(const core::PaymentId& payment);

// Ten-thousandths of the major unit whatever the currency's exponent (the largest exponent of
// ISO 4217 is 4), so that thresholds mean the same for JPY, EUR and BHD. Not an exchange rate.
// Sums that 64 bits do not hold stay at the largest value, also when something is taken off again.
std::int64_t ScaledAmount(const core::Money& amount);
std::int64_t AddScaled(std::int64_t a, std::int64_t b);
std::int64_t SubtractScaled(std::int64_t sum, std::int64_t part);

// Nothing scored the payment: there was no model, or no answer in time.
inline constexpr std::int32_t kNoScore = -1;

// Ordered by severity: the gravest rule that fires decides.
enum class Outcome : std::uint8_t { kApprove, kChallenge, kReview, kDecline };

struct Reason {
    std::string code;
    std::string message;
    std::string iso_code = {};  // ISO 20022 external status reason, four characters, e.g. FRAD

    friend bool operator==(const Reason&, const Reason&) = default;
};

// What one feature did to the score, as events keep it (common.v1.ScoreContribution).
struct KeptContribution {
    std::string feature;
    std::string value;
    std::int64_t log_odds_millionths = 0;
};

// What the payment service decided, with the assessment that it had used: evidence.
struct DecidedPayment {
    Attempt attempt;
    std::string outcome;  // "authorised", "declined", "in_review"
    std::int32_t score;   // kNoScore: decided without one
    std::string policy_version;
    std::string model_version;
    std::vector<Reason> reasons;
    std::vector<KeptContribution> contributions = {};
    core::Timestamp decided_at;
    std::string traceparent;
    std::string partner_id = {};  // whose payment it is
};

}  // namespace clearway::fraud
