// SPDX-License-Identifier: Apache-2.0
#include "services/payment/rpc/payment_messages.h"
#include "services/payment/rpc/payment_rpc.h"

namespace clearway::payment {

Task<Result<v1::Payment>> PaymentRpc::Cancel(CallContext& call,
                                             const v1::CancelPaymentRequest& request) {
    const auto id = ReadPaymentId(request.payment_id());
    if (!id) co_return id.error();
    auto outcome = co_await change_.Cancel(call, *id);
    if (!outcome) co_return std::move(outcome).error();
    call.replayed = outcome->replayed;
    co_return Write(outcome->payment);
}

Task<Result<v1::Payment>> PaymentRpc::Capture(CallContext& call,
                                              const v1::CapturePaymentRequest& request) {
    const auto id = ReadPaymentId(request.payment_id());
    if (!id) co_return id.error();
    const auto amount = ReadCaptureAmount(request);
    if (!amount) co_return amount.error();
    auto outcome = co_await change_.Capture(call, *id, *amount);
    if (!outcome) co_return std::move(outcome).error();
    call.replayed = outcome->replayed;
    co_return Write(outcome->payment);
}

}  // namespace clearway::payment
