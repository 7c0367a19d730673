// SPDX-License-Identifier: Apache-2.0
// Reading: one payment, a page of payments, and the time line of a payment across all services.
// Another partner's payment is as unknown as one that does not exist.
#pragma once

#include <memory>
#include <span>

#include "services/payment/usecase/ports.h"

namespace clearway::payment {

struct Page {
    std::vector<Payment> payments;
    bool more = false;
};

struct Timeline {
    std::vector<TimelineEntry> entries;
    std::vector<std::string> missing_services;
};

class ReadPayment {
public:
    // `logs`: one a service; must outlive this.
    ReadPayment(PaymentStore& store, std::vector<EventLogPort*> logs)
        : store_(store), logs_(std::move(logs)) {}

    // Errors: kPaymentNotFound, kOverloaded, kUnavailable.
    Task<Result<Payment>> Get(const CallContext& call, const core::PaymentId& payment);
    // For the service that pays it out, whatever the partner: all that was ordered, with what is
    // personal opened. Errors: kPaymentNotFound, kOverloaded, kUnavailable.
    Task<Result<Terms>> GetInstruction(const core::PaymentId& payment);
    // Newest first. Errors: kOverloaded, kUnavailable.
    Task<Result<Page>> List(PaymentFilter filter);
    // For operators, whatever the partner. Newest first. Errors: kOverloaded, kUnavailable.
    Task<Result<Page>> FindByIban(IbanFilter filter);
    // Oldest first; a service that does not answer in time is named, not waited for.
    // Errors: kPaymentNotFound, kOverloaded, kUnavailable.
    Task<Result<Timeline>> ListEvents(const CallContext& call, const core::PaymentId& payment);

private:
    Task<Timeline> Ask(const CallContext& call, const core::PaymentId& payment,
                       std::span<EventLogPort* const> logs);

    PaymentStore& store_;
    std::vector<EventLogPort*> logs_;
};

}  // namespace clearway::payment
