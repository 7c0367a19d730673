// SPDX-License-Identifier: Apache-2.0
// The end of a review: a cleared payment gets its funds held and goes on, a confirmed one is
// declined. Driven by compliance's events; may be repeated.
#pragma once

#include "services/payment/usecase/create_payment.h"

namespace clearway::payment {

class ResumePayment {
public:
    ResumePayment(PaymentStore& store, LedgerPort& ledger, const core::Clock& clock,
                  CreateOptions options)
        : store_(store), ledger_(ledger), clock_(clock), options_(options) {}

    // The command to apply together with the event's position, or nothing when the payment is
    // unknown or not in review any more.
    // Errors: kUnavailable, kDeadlineExceeded, kOverloaded: try again.
    Task<Result<std::optional<Command>>> Cleared(const CallContext& call,
                                                 const core::PaymentId& payment);
    Task<Result<std::optional<Command>>> Confirmed(const CallContext& call,
                                                   const core::PaymentId& payment);

private:
    // Whether the partner cancelled meanwhile; the hold that was placed for it is then released.
    // Errors: as Cleared.
    Task<Result<bool>> ReleasedAsCancelled(const CallContext& call, const core::PaymentId& payment);
    Task<Result<std::optional<Payment>>> FindInReview(const core::PaymentId& payment);

    PaymentStore& store_;
    LedgerPort& ledger_;
    const core::Clock& clock_;
    CreateOptions options_;
};

}  // namespace clearway::payment
