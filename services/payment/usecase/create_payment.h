// SPDX-License-Identifier: Apache-2.0
// Initiate a payment: find a former answer under the same key, resolve the accounts, score and
// screen in parallel, hold the funds, commit the decision. Every id is derived from partner and
// key, so the whole can be repeated by anyone after any crash and ends in the same row.
#pragma once

#include <chrono>

#include "services/payment/usecase/personal_terms.h"
#include "services/payment/usecase/ports.h"
#include "services/payment/usecase/single_flight.h"
#include "telemetry/metrics.h"

namespace clearway::payment {

struct CreateOptions {
    DegradationLimits limits;
    // Life of a hold: a manual capture must come within it; with automatic capture it only bounds
    // how long an order that nobody repeats keeps its funds after a crash.
    std::chrono::hours manual_hold_life{7 * 24};
    std::chrono::hours automatic_hold_life{24};
};

class CreatePayment {
public:
    struct Ports {
        PaymentStore& store;
        AccountDirectory& accounts;
        FraudPort& fraud;
        CompliancePort& compliance;
        LedgerPort& ledger;
        PersonalTerms& personal;
        const core::Clock& clock;
    };

    CreatePayment(Ports ports, CreateOptions options) : ports_(ports), options_(options) {}

    // `terms` without created_at. Errors: kIdempotencyKeyReused, kAccountNotFound, kAccountClosed,
    // kCurrencyMismatch, kSameAccount, kOverloaded, kUnavailable, kDeadlineExceeded;
    // kInvalidArgument when the payee elsewhere, or who pays with free text, was erased.
    Task<Result<Outcome>> Run(const CallContext& call, Terms terms);

private:
    static constexpr char kDegraded[] = "clearway_payments_degraded_total";
    static constexpr char kDegradedHelp[] = "Payments decided without one of the checks.";

    Task<Result<std::optional<Outcome>>> FindFormer(const Terms& terms);
    // Notes whose key seals the order.
    Task<Result<std::vector<Party>>> ResolveParties(const CallContext& call, Terms& terms);
    Task<Checks> Check(const CallContext& call, const Terms& terms, std::vector<Party> parties);
    Task<Result<FactBody>> Decide(const CallContext& call, const Terms& terms,
                                  std::vector<Party> parties);
    Task<bool> WasDeclined(core::PaymentId payment);
    Task<Result<Outcome>> Commit(const CallContext& call, const Terms& terms, FactBody decision);

    void CountDegradations(const Checks& checks) const;

    Ports ports_;
    CreateOptions options_;
    metrics::Counter unscored_{kDegraded, kDegradedHelp, {{"degradation", kFraudUnavailable}}};
    metrics::Counter unscreened_{
        kDegraded, kDegradedHelp, {{"degradation", kScreeningUnavailable}}};
    SingleFlight flights_;
};

// The hold's end for a payment created at `created_at`.
core::Timestamp HoldExpiry(const CreateOptions& options, const Terms& terms);

}  // namespace clearway::payment
