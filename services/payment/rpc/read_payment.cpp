// SPDX-License-Identifier: Apache-2.0
#include "services/payment/rpc/payment_messages.h"
#include "services/payment/rpc/payment_rpc.h"

namespace clearway::payment {

Task<Result<v1::Payment>> PaymentRpc::Get(CallContext& call, const v1::GetPaymentRequest& request) {
    const auto id = ReadPaymentId(request.payment_id());
    if (!id) co_return id.error();
    auto payment = co_await read_.Get(call, *id);
    if (!payment) co_return std::move(payment).error();
    co_return Write(*payment);
}

Task<Result<v1::ListPaymentsResponse>> PaymentRpc::List(CallContext& call,
                                                        const v1::ListPaymentsRequest& request) {
    auto filter = ReadFilter(request, call.partner_id);
    if (!filter) co_return std::move(filter).error();
    auto page = co_await read_.List(std::move(*filter));
    if (!page) co_return std::move(page).error();
    co_return Write(*page);
}

Task<Result<v1::FindPaymentsResponse>> PaymentRpc::FindByIban(
    CallContext&, const v1::FindPaymentsRequest& request) {
    auto filter = ReadIbanFilter(request);
    if (!filter) co_return std::move(filter).error();
    auto page = co_await read_.FindByIban(std::move(*filter));
    if (!page) co_return std::move(page).error();
    co_return WriteFound(*page);
}

Task<Result<v1::ListPaymentEventsResponse>> PaymentRpc::ListEvents(
    CallContext& call, const v1::ListPaymentEventsRequest& request) {
    const auto id = ReadPaymentId(request.payment_id());
    if (!id) co_return id.error();
    auto timeline = co_await read_.ListEvents(call, *id);
    if (!timeline) co_return std::move(timeline).error();
    co_return Write(*timeline);
}

}  // namespace clearway::payment
