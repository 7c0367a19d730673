// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/rpc/list_breaks.h"

#include "rpc/times.h"

namespace clearway::reconciliation {

namespace {

v1::BreakReason ToProto(BreakReason reason) {
    switch (reason) {
        case BreakReason::kSettledWithoutTransfer: return v1::BREAK_REASON_SETTLED_WITHOUT_TRANSFER;
        case BreakReason::kTransferWithoutPayment: return v1::BREAK_REASON_TRANSFER_WITHOUT_PAYMENT;
        case BreakReason::kMovedTwice: return v1::BREAK_REASON_MOVED_TWICE;
        case BreakReason::kAmountMismatch: return v1::BREAK_REASON_AMOUNT_MISMATCH;
        case BreakReason::kAccountMismatch: return v1::BREAK_REASON_ACCOUNT_MISMATCH;
        case BreakReason::kMovedButNotSettled: return v1::BREAK_REASON_MOVED_BUT_NOT_SETTLED;
        case BreakReason::kAuthorisedButNotMoved: return v1::BREAK_REASON_AUTHORISED_BUT_NOT_MOVED;
        case BreakReason::kEndedButMoved: return v1::BREAK_REASON_ENDED_BUT_MOVED;
    }
    return v1::BREAK_REASON_UNSPECIFIED;
}

void Write(const core::Money& money, common::v1::Money& out) {
    out.set_currency(std::string(money.GetCurrency().Code()));
    out.set_minor_units(money.MinorUnits());
}

}  // namespace

v1::Break ToProto(const Break& one) {
    v1::Break out;
    out.set_break_id(one.break_id.ToString());
    out.set_payment_id(one.payment_id.ToString());
    out.set_reason(ToProto(one.reason));
    out.set_detail(std::string(Explain(one.reason)));
    if (one.expected) Write(*one.expected, *out.mutable_expected());
    if (one.actual) Write(*one.actual, *out.mutable_actual());
    *out.mutable_detected_at() = rpc::ToTimestamp(one.detected_at);
    if (one.closed_at) *out.mutable_closed_at() = rpc::ToTimestamp(*one.closed_at);
    return out;
}

async::Task<core::Result<v1::ListBreaksResponse>> ListBreaksCall(
    BreakReader& reader, const v1::ListBreaksRequest& request) {
    ListBreaksQuery query{.include_closed = request.include_closed(),
                          .page_size = request.page_size(),
                          .page_token = request.page_token()};
    auto page = co_await ListBreaks(reader, std::move(query));
    if (!page) co_return std::move(page).error();
    v1::ListBreaksResponse response;
    for (const auto& one : page->breaks) *response.add_breaks() = ToProto(one);
    response.set_next_page_token(std::move(page->next_page_token));
    co_return response;
}

}  // namespace clearway::reconciliation
