// SPDX-License-Identifier: Apache-2.0
#include "services/payment/usecase/resume_payment.h"

namespace clearway::payment {
namespace {

using core::ErrorCode;

// The hold was refused for a reason that time will not mend.
FactBody DeclineFor(ErrorCode code) {
    const Reason reason = code == ErrorCode::kCurrencyMismatch
                              ? Reason{"AM03", "The currency is not the account's."}
                              : Reason{"AC01", "The account is not known."};
    return Declined{{}, {reason}};
}

}  // namespace

Task<Result<std::optional<Payment>>> ResumePayment::FindInReview(const core::PaymentId& payment) {
    auto found = co_await store_.Find(payment);
    if (!found) co_return std::move(found).error();
    if (!found->has_value() || (*found)->status != Status::kInReview)
        co_return std::optional<Payment>();
    co_return std::move(*found);
}

Task<Result<bool>> ResumePayment::ReleasedAsCancelled(const CallContext& call,
                                                      const core::PaymentId& payment) {
    const auto found = co_await store_.Find(payment);
    if (!found) co_return found.error();
    if (!found->has_value() || (*found)->status != Status::kCancelled) co_return false;
    const auto voided = co_await ledger_.VoidHold(call, payment);
    if (!voided) co_return voided.error();
    co_return true;
}

Task<Result<std::optional<Command>>> ResumePayment::Cleared(const CallContext& call,
                                                            const core::PaymentId& id) {
    const auto payment = co_await FindInReview(id);
    if (!payment) co_return payment.error();
    if (!payment->has_value()) {
        // Cancelled, perhaps after this very step had placed the hold and was cut short.
        const auto released = co_await ReleasedAsCancelled(call, id);
        if (!released) co_return released.error();
        co_return std::optional<Command>();
    }
    auto terms = (*payment)->terms;
    // The hold lives from now on; the order may have waited for days.
    terms.created_at = clock_.Now();
    const auto held = co_await ledger_.PlaceHold(call, terms, HoldExpiry(options_, terms));
    if (held) {
        // A cancellation that came before the hold was there has voided nothing.
        const auto released = co_await ReleasedAsCancelled(call, id);
        if (!released) co_return released.error();
        if (*released) co_return std::optional<Command>();
    }
    Evidence evidence{.screening_outcome = "clear"};
    evidence.degradations = (*payment)->degradations;
    EndReview command{.payment_id = id,
                      .decision = Authorised{},
                      .now = clock_.Now(),
                      .traceparent = call.trace.ToTraceparent()};
    if (held) {
        command.decision = DecideAfterHold(*held, std::move(evidence));
    } else if (held.error().Class() == core::ErrorClass::kUnavailable ||
               held.error().Class() == core::ErrorClass::kTimeout ||
               held.error().Class() == core::ErrorClass::kInternal) {
        co_return held.error();
    } else {
        command.decision = DeclineFor(held.error().code);
    }
    co_return std::optional<Command>(std::move(command));
}

Task<Result<std::optional<Command>>> ResumePayment::Confirmed(const CallContext& call,
                                                              const core::PaymentId& id) {
    const auto payment = co_await FindInReview(id);
    if (!payment) co_return payment.error();
    if (!payment->has_value()) co_return std::optional<Command>();
    Evidence evidence{.screening_outcome = "hit"};
    const Reason reason{"RR04", "Refused for regulatory reasons."};
    co_return std::optional<Command>(EndReview{.payment_id = id,
                                               .decision = Declined{std::move(evidence), {reason}},
                                               .now = clock_.Now(),
                                               .traceparent = call.trace.ToTraceparent()});
}

}  // namespace clearway::payment
