// SPDX-License-Identifier: Apache-2.0
// The decisions about a payment, all pure: state and command in, facts or a refusal out. Gates
// stand in order of precedence.
#pragma once

#include <optional>

#include "core/result.h"
#include "services/payment/domain/commands.h"

namespace clearway::payment {

// What the checks said before the funds are held.
enum class FraudOutcome { kApprove, kChallenge, kReview, kDecline, kUnavailable };
enum class ScreeningOutcome { kClear, kHit, kUnavailable };
// Of a payer who is a customer with a record; others stand well here.
enum class PayerStanding { kGood, kLimitExceeded, kNotVerified };

struct Checks {
    FraudOutcome fraud = FraudOutcome::kUnavailable;
    ScreeningOutcome screening = ScreeningOutcome::kUnavailable;
    PayerStanding payer = PayerStanding::kGood;
    Evidence evidence;
};

// Largest amount that is authorised without a fraud score, in whole units of the currency.
struct DegradationLimits {
    std::int64_t unscored_amount_max = 250;
};

// nullopt: go on and hold the funds; else the decision without a hold. Adds to the evidence which
// protection decided in a degraded way.
std::optional<FactBody> DecideBeforeHold(Checks& checks, const core::Money& amount,
                                         const DegradationLimits& limits);

// nullopt: the payer may go on.
std::optional<FactBody> DecideStanding(PayerStanding payer, const Evidence& evidence);

enum class HoldOutcome {
    kHeld,
    kInsufficientFunds,
    kDebtorClosed,
    kCreditorClosed,
    kSettlementLimit,  // the payer's institution would owe the others too much
    kInstitutionSuspended,
    kEnded,  // this hold was voided or ran out before
};

FactBody DecideAfterHold(HoldOutcome outcome, Evidence evidence);

// An operator refused a payment in review: for what it was held.
FactBody DecideRefused(Evidence evidence);

// One step of an existing payment: the fact to append, or nothing to do (`fact` empty: a repeated
// command or late input that is absorbed).
struct Step {
    std::optional<FactBody> fact;
    core::Uuid command_id = {};
    bool replayed = false;
};

// Errors: kPaymentNotFound (another partner's), kPaymentStateConflict, kCaptureAmountTooLarge,
// kCurrencyMismatch, kIdempotencyKeyReused.
core::Result<Step> DecideStep(const Payment& payment, const Command& command);

}  // namespace clearway::payment
