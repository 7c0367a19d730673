// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rpc/suspense_service.h"

#include "rpc/times.h"

namespace clearway::settlement {
namespace {

v1::SuspendedTransfer ToMessage(const SuspendedTransfer& suspended) {
    v1::SuspendedTransfer message;
    message.set_transfer_id(suspended.id.ToString());
    message.set_payment_id(suspended.payment_id.ToString());
    message.set_payer_account_id(suspended.payer.ToString());
    message.mutable_amount()->set_currency(std::string(suspended.amount.GetCurrency().Code()));
    message.mutable_amount()->set_minor_units(suspended.amount.MinorUnits());
    message.set_came_back(suspended.came_back);
    *message.mutable_suspended_at() = rpc::ToTimestamp(suspended.suspended_at);
    if (const auto& proposal = suspended.proposal) {
        message.mutable_proposal()->set_creditor_account_id(proposal->creditor.ToString());
        message.mutable_proposal()->set_operator_id(proposal->operator_id);
        message.set_awaits_second_operator(true);
    }
    if (const auto& release = suspended.release) {
        *message.mutable_released_at() = rpc::ToTimestamp(release->released_at);
        message.set_released_to(release->creditor.ToString());
        message.set_released_by(release->released_by);
    }
    return message;
}

}  // namespace

SuspenseServiceRpc::SuspenseServiceRpc(rpc::Adapter& adapter, usecase::SuspenseDesk desk)
    : Service(adapter, "clearway.settlement.v1.SuspenseService"), desk_(desk) {
    Serve("ListSuspendedTransfers", &SuspenseServiceRpc::List);
    Serve("ReleaseSuspendedTransfer", &SuspenseServiceRpc::Release);
}

async::Task<core::Result<v1::ListSuspendedTransfersResponse>> SuspenseServiceRpc::List(
    rpc::CallContext&, const v1::ListSuspendedTransfersRequest& request) {
    auto task = usecase::ListSuspended(desk_, request.released_too(), request.page_size(),
                                       request.page_token());
    const auto page = co_await std::move(task);
    if (!page) co_return page.error();
    v1::ListSuspendedTransfersResponse response;
    for (const auto& transfer : page->transfers) *response.add_transfers() = ToMessage(transfer);
    response.set_next_page_token(page->next_page_token);
    co_return response;
}

async::Task<core::Result<v1::SuspendedTransfer>> SuspenseServiceRpc::Release(
    rpc::CallContext& call, const v1::ReleaseSuspendedTransferRequest& request) {
    const auto id = core::TransferId::Parse(request.transfer_id());
    if (!id) co_return core::InvalidField("transfer_id", "is not a UUID");
    auto task = usecase::ReleaseSuspended(desk_, call, *id, request.creditor_account_id());
    const auto suspended = co_await std::move(task);
    if (!suspended) co_return suspended.error();
    co_return ToMessage(*suspended);
}

}  // namespace clearway::settlement
