// SPDX-License-Identifier: Apache-2.0
// The end of a review: a cleared payment is screened with the lists of now, gets its funds held and
// goes on; a confirmed one is declined. Driven by compliance's events; may be repeated.
#pragma once

#include "services/payment/usecase/create_payment.h"

namespace clearway::payment {

class ResumePayment {
public:
    struct Ports {
        PaymentStore& store;
        AccountDirectory& accounts;
        CompliancePort& compliance;
        LedgerPort& ledger;
        const core::Clock& clock;
    };

    ResumePayment(Ports ports, CreateOptions options) : ports_(ports), options_(options) {}

    // The command to apply together with the event's position, or nothing when the payment is
    // unknown, not in review any more, or waits on because its screening found something.
    // Errors: kUnavailable, kDeadlineExceeded, kOverloaded: try again.
    Task<Result<std::optional<Command>>> Cleared(const CallContext& call,
                                                 const core::PaymentId& payment);
    // `found` is the hit that was confirmed, perhaps of a later day than the payment's first
    // screening; none when a review was upheld that no list speaks of.
    Task<Result<std::optional<Command>>> Confirmed(const CallContext& call,
                                                   const core::PaymentId& payment,
                                                   std::optional<ScreeningAnswer> found);

private:
    // Errors: as Cleared, and kAccountNotFound; whoever is not screened waits on.
    Task<Result<ScreeningAnswer>> Screen(const CallContext& call, const Terms& terms);
    Task<Result<std::optional<Command>>> HoldFunds(const CallContext& call, Terms terms,
                                                   Evidence evidence);
    // The hold of a payment that the partner cancelled meanwhile. Errors: as Cleared.
    Task<Result<std::optional<Command>>> ReleaseHold(const CallContext& call,
                                                     const core::PaymentId& payment);
    Command End(const CallContext& call, const core::PaymentId& payment, FactBody decision) const;

    Ports ports_;
    CreateOptions options_;
};

}  // namespace clearway::payment
