// SPDX-License-Identifier: Apache-2.0
// Cancel what waits of a payment file: a partner its own, an operator any. What is a payment, or is
// being made, goes on; a payment is cancelled by itself (change_payment.h).
#pragma once

#include <functional>

#include "services/payment/usecase/files/ports.h"

namespace clearway::payment {

class CancelFile {
public:
    // References must outlive it. `cancelled`: called when a file may be done by it.
    CancelFile(PaymentFileStore& files, const core::Clock& clock,
               std::function<void()> cancelled = {})
        : files_(files), clock_(clock), cancelled_(std::move(cancelled)) {}

    // The file as it is then; of one where nothing waits, as it was. Errors: kNotFound (also
    // another partner's), kCallerNotAllowed, kOverloaded, kUnavailable.
    Task<Result<PaymentFile>> Run(const CallContext& call, const PaymentFileId& id);

private:
    PaymentFileStore& files_;
    const core::Clock& clock_;
    std::function<void()> cancelled_;
};

}  // namespace clearway::payment
