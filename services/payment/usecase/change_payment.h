// SPDX-License-Identifier: Apache-2.0
// Cancel and capture: a command of the partner on an existing payment, idempotent by its key.
#pragma once

#include <string_view>

#include "services/payment/usecase/ports.h"

namespace clearway::payment {

class ChangePayment {
public:
    ChangePayment(PaymentStore& store, const core::Clock& clock) : store_(store), clock_(clock) {}

    // Errors: kPaymentNotFound, kPaymentStateConflict, kIdempotencyKeyReused, kOverloaded,
    // kUnavailable.
    Task<Result<Outcome>> Cancel(const CallContext& call, const core::PaymentId& payment);
    // Also kCurrencyMismatch, kCaptureAmountTooLarge. No amount: the whole.
    Task<Result<Outcome>> Capture(const CallContext& call, const core::PaymentId& payment,
                                  std::optional<core::Money> amount);

private:
    PaymentStore& store_;
    const core::Clock& clock_;
};

// Id of an idempotent command on a payment: operation and key.
core::Uuid DeriveCommandId(const core::PaymentId& payment, std::string_view operation,
                           std::string_view idempotency_key);

}  // namespace clearway::payment
