// SPDX-License-Identifier: Apache-2.0
#include "services/payment/domain/decide.h"

#include "services/payment/domain/payment_state.h"

namespace clearway::payment {
namespace {

using core::ErrorCode;
using core::Result;

const Reason kRegulatory{"RR04", "Regulatory review."};
const Reason kRegulatoryRefusal{"RR04", "Refused for regulatory reasons."};
// One text for pending, rejected, suspended and unknown: a payer is not told that he is looked at.
const Reason kPayerNotCleared{"RR04", "The payer may not pay now, for regulatory reasons."};
const Reason kLimitExceeded{"AM14", "The amount exceeds the limit agreed with the payer."};
const Reason kFraud{"FRAD", "Declined by fraud controls."};
const Reason kFraudReview{"FRAD", "Held by fraud controls."};
const Reason kInsufficientFunds{"AM04", "Insufficient funds."};
const Reason kDebtorClosed{"AC04", "The debtor's account is closed."};
const Reason kCreditorClosed{"AC07", "The creditor's account is closed."};
const Reason kSettlementLimit{"AM23", "The amount exceeds the settlement limit."};
const Reason kInstitutionSuspended{"AG10", "An institution of the payment is suspended."};
const Reason kTimedOut{"AB05", "The hold of this payment had ended before it was confirmed."};

std::vector<Reason> WithDetails(const Reason& first, const std::vector<Reason>& details) {
    std::vector<Reason> reasons{first};
    reasons.insert(reasons.end(), details.begin(), details.end());
    return reasons;
}

bool WithinUnscoredLimit(const core::Money& amount, const DegradationLimits& limits) {
    std::int64_t whole_units = amount.MinorUnits();
    for (int i = 0; i < amount.GetCurrency().Exponent(); ++i) whole_units /= 10;
    return whole_units < limits.unscored_amount_max;
}

struct StepDecider {
    const Payment& payment;

    // A payment that exists: the same order again, or the key used for another one.
    Result<Step> operator()(const Create& command) const {
        if (payment.terms.fingerprint != command.terms.fingerprint)
            return ErrorCode::kIdempotencyKeyReused;
        return Step{.fact = {}, .command_id = {}, .replayed = true};
    }

    Result<Step> operator()(const Capture& command) const {
        if (payment.terms.partner_id != command.partner_id) return ErrorCode::kPaymentNotFound;
        const auto amount = command.amount.value_or(payment.terms.amount);
        if (payment.capture_command == command.command_id) {
            if (payment.captured != amount) return ErrorCode::kIdempotencyKeyReused;
            return Step{.fact = {}, .command_id = command.command_id, .replayed = true};
        }
        if (!Next(payment.status, Input::kCapture, payment.terms.automatic_capture))
            return ErrorCode::kPaymentStateConflict;
        if (amount.GetCurrency() != payment.terms.amount.GetCurrency())
            return ErrorCode::kCurrencyMismatch;
        if (amount.MinorUnits() > payment.terms.amount.MinorUnits())
            return ErrorCode::kCaptureAmountTooLarge;
        return Step{.fact = CaptureRequested{amount}, .command_id = command.command_id};
    }

    Result<Step> operator()(const Cancel& command) const {
        if (payment.terms.partner_id != command.partner_id) return ErrorCode::kPaymentNotFound;
        if (payment.cancel_command == command.command_id)
            return Step{.fact = {}, .command_id = command.command_id, .replayed = true};
        if (!Next(payment.status, Input::kCancel, payment.terms.automatic_capture))
            return ErrorCode::kPaymentStateConflict;
        return Step{.fact = Cancelled{{{"CUST", "Cancelled by the partner."}}},
                    .command_id = command.command_id};
    }

    Result<Step> operator()(const EndReview& command) const {
        const bool released = std::holds_alternative<Authorised>(command.decision);
        return OnNews(released ? Input::kRelease : Input::kReject, command.decision);
    }

    Result<Step> operator()(const LedgerNews& command) const {
        if (std::holds_alternative<Settled>(command.news))
            return OnNews(Input::kSettle, command.news);
        if (std::holds_alternative<Expired>(command.news))
            return OnNews(Input::kExpire, command.news);
        if (std::holds_alternative<Submitted>(command.news))
            return OnNews(Input::kSubmit, command.news);
        if (std::holds_alternative<Returned>(command.news))
            return OnNews(Input::kReturn, command.news);
        return OnNews(Input::kRefuse, command.news);
    }

    // Input from inside is never refused: it is applied, absorbed, or recorded as a contradiction.
    Result<Step> OnNews(Input input, const FactBody& fact) const {
        if (Next(payment.status, input, payment.terms.automatic_capture)) return Step{.fact = fact};
        if (!Contradicts(payment.status, input)) return Step{};
        const auto detail = "the payment was " + std::string(NameOf(payment.status));
        const auto* moved = input == Input::kReturn ? "transfer_returned" : "transfer_posted";
        return Step{.fact = Contradicted{moved, detail}};
    }
};

}  // namespace

core::PaymentId PaymentOf(const Command& command) {
    return std::visit(
        [](const auto& c) {
            if constexpr (requires { c.terms; }) {
                return c.terms.payment_id;
            } else {
                return c.payment_id;
            }
        },
        command);
}

std::optional<FactBody> DecideBeforeHold(Checks& checks, const core::Money& amount,
                                         const DegradationLimits& limits) {
    auto& evidence = checks.evidence;
    if (checks.screening == ScreeningOutcome::kUnavailable)
        evidence.degradations.push_back(kScreeningUnavailable);
    if (checks.fraud == FraudOutcome::kUnavailable)
        evidence.degradations.push_back(kFraudUnavailable);
    // 1. A possible sanctions hit goes before everything: nothing but an operator may end it.
    if (checks.screening == ScreeningOutcome::kHit) return HeldForReview{evidence, {kRegulatory}};
    // 2. Fraud says no.
    if (checks.fraud == FraudOutcome::kDecline)
        return Declined{evidence, WithDetails(kFraud, evidence.fraud_reasons)};
    // 3. Nobody could screen: fail closed, never approved.
    if (checks.screening == ScreeningOutcome::kUnavailable)
        return HeldForReview{evidence, {kRegulatory}};
    // 4. The payer's standing and limit.
    if (auto refused = DecideStanding(checks.payer, evidence)) return refused;
    // 5. Fraud wants a person to look. A challenge is one until payers can authenticate here.
    if (checks.fraud == FraudOutcome::kReview || checks.fraud == FraudOutcome::kChallenge)
        return HeldForReview{evidence, WithDetails(kFraudReview, evidence.fraud_reasons)};
    // 6. Nobody scored: small amounts go on, marked for scoring afterwards.
    if (checks.fraud == FraudOutcome::kUnavailable && !WithinUnscoredLimit(amount, limits))
        return HeldForReview{evidence, {kFraudReview}};
    return std::nullopt;
}

std::optional<FactBody> DecideStanding(PayerStanding payer, const Evidence& evidence) {
    switch (payer) {
        case PayerStanding::kGood: return std::nullopt;
        case PayerStanding::kLimitExceeded: return Declined{evidence, {kLimitExceeded}};
        case PayerStanding::kNotVerified: return Declined{evidence, {kPayerNotCleared}};
    }
    return std::nullopt;
}

FactBody DecideAfterHold(HoldOutcome outcome, Evidence evidence) {
    switch (outcome) {
        case HoldOutcome::kHeld: return Authorised{std::move(evidence)};
        case HoldOutcome::kInsufficientFunds:
            return Declined{std::move(evidence), {kInsufficientFunds}};
        case HoldOutcome::kDebtorClosed: return Declined{std::move(evidence), {kDebtorClosed}};
        case HoldOutcome::kCreditorClosed: return Declined{std::move(evidence), {kCreditorClosed}};
        case HoldOutcome::kSettlementLimit:
            return Declined{std::move(evidence), {kSettlementLimit}};
        case HoldOutcome::kInstitutionSuspended:
            return Declined{std::move(evidence), {kInstitutionSuspended}};
        case HoldOutcome::kEnded: return Declined{std::move(evidence), {kTimedOut}};
    }
    return Declined{std::move(evidence), {kTimedOut}};
}

FactBody DecideRefused(Evidence evidence) {
    // Screening goes before fraud, as it did when the payment was held.
    if (evidence.screening_outcome == kScreenedHit || evidence.screening_outcome == kNotScreened)
        return Declined{std::move(evidence), {kRegulatoryRefusal}};
    auto reasons = WithDetails(kFraud, evidence.fraud_reasons);
    return Declined{std::move(evidence), std::move(reasons)};
}

core::Result<Step> DecideStep(const Payment& payment, const Command& command) {
    return std::visit(StepDecider{payment}, command);
}

}  // namespace clearway::payment
