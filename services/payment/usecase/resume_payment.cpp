// SPDX-License-Identifier: Apache-2.0
#include "services/payment/usecase/resume_payment.h"

#include <vector>

#include "services/payment/usecase/checks.h"
#include "services/payment/usecase/parties.h"

namespace clearway::payment {
namespace {

using core::ErrorCode;

// The hold was refused for a reason that time will not mend.
FactBody DeclineFor(ErrorCode code, Evidence evidence) {
    const Reason reason = code == ErrorCode::kCurrencyMismatch
                              ? Reason{"AM03", "The currency is not the account's."}
                              : Reason{"AC01", "The account is not known."};
    return Declined{std::move(evidence), {reason}};
}

// Of a later day: it takes the place of what was found, or missing, when the payment was made.
void RecordAgain(const ScreeningAnswer& answer, Evidence& evidence) {
    Record(answer, evidence);
    std::erase(evidence.degradations, kScreeningUnavailable);
}

bool MayPass(const core::Error& error) {
    return error.Class() == core::ErrorClass::kUnavailable ||
           error.Class() == core::ErrorClass::kTimeout ||
           error.Class() == core::ErrorClass::kInternal;
}

}  // namespace

Command ResumePayment::End(const CallContext& call, const core::PaymentId& payment,
                           FactBody decision) const {
    return EndReview{.payment_id = payment,
                     .decision = std::move(decision),
                     .now = ports_.clock.Now(),
                     .traceparent = call.trace.ToTraceparent()};
}

Task<Result<std::optional<Command>>> ResumePayment::ReleaseHold(const CallContext& call,
                                                                const core::PaymentId& payment) {
    const auto voided = co_await ports_.ledger.VoidHold(call, payment);
    if (!voided) co_return voided.error();
    co_return std::optional<Command>();
}

Task<Result<ScreeningAnswer>> ResumePayment::Screen(const CallContext& call, const Terms& terms) {
    const auto accounts = co_await ports_.accounts.Resolve(call, AccountsOf(terms));
    if (!accounts) co_return accounts.error();
    auto parties = PartiesOf(terms, *accounts);
    if (!parties) co_return std::move(parties).error();
    auto answer = co_await ports_.compliance.Screen(call, terms, std::move(*parties));
    if (answer && answer->outcome == ScreeningOutcome::kUnavailable)
        co_return ErrorCode::kUnavailable;
    co_return answer;
}

Task<Result<std::optional<Command>>> ResumePayment::HoldFunds(const CallContext& call, Terms terms,
                                                              Evidence evidence) {
    const auto id = terms.payment_id;
    // The hold lives from now on; the order may have waited for days.
    terms.created_at = ports_.clock.Now();
    const auto held = co_await ports_.ledger.PlaceHold(call, terms, HoldExpiry(options_, terms));
    if (!held && MayPass(held.error())) co_return held.error();
    if (!held)
        co_return std::optional(End(call, id, DeclineFor(held.error().code, std::move(evidence))));
    // A cancellation that came before the hold was there has voided nothing.
    const auto now = co_await ports_.store.Find(id);
    if (!now) co_return now.error();
    if (now->has_value() && (*now)->status == Status::kCancelled)
        co_return co_await ReleaseHold(call, id);
    co_return std::optional(End(call, id, DecideAfterHold(*held, std::move(evidence))));
}

Task<Result<std::optional<Command>>> ResumePayment::Cleared(const CallContext& call,
                                                            const core::PaymentId& id) {
    auto found = co_await ports_.store.FindDecided(id);
    if (!found) co_return std::move(found).error();
    if (!found->has_value()) co_return std::optional<Command>();
    auto& [payment, evidence] = **found;
    // Cancelled, perhaps after this very step had placed the hold and was cut short.
    if (payment.status == Status::kCancelled) co_return co_await ReleaseHold(call, id);
    if (payment.status != Status::kInReview) co_return std::optional<Command>();
    // Always: days may have passed, and with them lists, records and limits.
    const auto answer = co_await Screen(call, payment.terms);
    if (!answer) co_return answer.error();
    // Its case is open with what the operator did not see, and its end comes here again.
    if (answer->outcome == ScreeningOutcome::kHit) co_return std::optional<Command>();
    // What an operator cleared the lists may not find any more: his word it is all the same.
    const bool was_cleared = evidence.screening_outcome == kScreenedHit;
    const auto case_id = evidence.screening_case_id;
    RecordAgain(*answer, evidence);
    if (was_cleared) {
        evidence.screening_outcome = kClearedByOperator;
        evidence.screening_case_id = case_id;
    }
    if (auto refused = DecideStanding(answer->payer, evidence))
        co_return std::optional(End(call, id, std::move(*refused)));
    co_return co_await HoldFunds(call, std::move(payment.terms), std::move(evidence));
}

Task<Result<std::optional<Command>>> ResumePayment::Confirmed(
    const CallContext& call, const core::PaymentId& id, std::optional<ScreeningAnswer> found) {
    auto stored = co_await ports_.store.FindDecided(id);
    if (!stored) co_return std::move(stored).error();
    if (!stored->has_value() || (*stored)->payment.status != Status::kInReview)
        co_return std::optional<Command>();
    auto& evidence = (*stored)->evidence;
    if (found) RecordAgain(*found, evidence);
    co_return std::optional(End(call, id, DecideRefused(std::move(evidence))));
}

}  // namespace clearway::payment
