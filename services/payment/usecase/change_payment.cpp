// SPDX-License-Identifier: Apache-2.0
#include "services/payment/usecase/change_payment.h"

namespace clearway::payment {

core::Uuid DeriveCommandId(const core::PaymentId& payment, std::string_view operation,
                           std::string_view idempotency_key) {
    return core::Uuid::Derive(payment.value,
                              std::string(operation) + ":" + std::string(idempotency_key));
}

Task<Result<Outcome>> ChangePayment::Cancel(const CallContext& call,
                                            const core::PaymentId& payment) {
    Command command = payment::Cancel{
        .payment_id = payment,
        .partner_id = call.partner_id,
        .command_id = DeriveCommandId(payment, "cancel", call.idempotency_key.value_or("")),
        .now = clock_.Now(),
        .traceparent = call.trace.ToTraceparent()};
    co_return co_await store_.Apply(std::move(command));
}

Task<Result<Outcome>> ChangePayment::Capture(const CallContext& call,
                                             const core::PaymentId& payment,
                                             std::optional<core::Money> amount) {
    Command command = payment::Capture{
        .payment_id = payment,
        .partner_id = call.partner_id,
        .command_id = DeriveCommandId(payment, "capture", call.idempotency_key.value_or("")),
        .amount = amount,
        .now = clock_.Now(),
        .traceparent = call.trace.ToTraceparent()};
    co_return co_await store_.Apply(std::move(command));
}

}  // namespace clearway::payment
