// SPDX-License-Identifier: Apache-2.0
#include "services/payment/rpc/payment_messages.h"
#include "services/payment/rpc/payment_rpc.h"

namespace clearway::payment {

Task<Result<v1::Payment>> PaymentRpc::Create(CallContext& call,
                                             const v1::CreatePaymentRequest& request) {
    auto terms = ReadTerms(request, call.partner_id, call.idempotency_key.value_or(""));
    if (!terms) co_return std::move(terms).error();
    auto outcome = co_await create_.Run(call, std::move(*terms));
    if (!outcome) co_return std::move(outcome).error();
    call.replayed = outcome->replayed;
    co_return Write(outcome->payment);
}

}  // namespace clearway::payment
