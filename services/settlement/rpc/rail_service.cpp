// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rpc/rail_service.h"

#include "services/settlement/rpc/rail_messages.h"

namespace clearway::settlement {

RailTransferServiceRpc::RailTransferServiceRpc(rpc::Adapter& adapter, usecase::RailDesk desk)
    : Service(adapter, "clearway.settlement.v1.RailTransferService"), desk_(desk) {
    Serve("GetRailTransfer", &RailTransferServiceRpc::Get);
    Serve("ListWaitingRailTransfers", &RailTransferServiceRpc::ListWaiting);
    Serve("DecideRailTransfer", &RailTransferServiceRpc::Decide);
    Serve("RecallRailTransfer", &RailTransferServiceRpc::Recall);
    Serve("ListRailConflicts", &RailTransferServiceRpc::ListConflicts);
    Serve("ResolveRailConflict", &RailTransferServiceRpc::Resolve);
}

async::Task<core::Result<v1::RailTransferDetails>> RailTransferServiceRpc::Get(
    rpc::CallContext&, const v1::GetRailTransferRequest& request) {
    const auto payment = ReadRailPaymentId(request.payment_id());
    if (!payment) co_return payment.error();
    auto task = usecase::GetRailTransfer(desk_, *payment);
    const auto transfer = co_await std::move(task);
    if (!transfer) co_return transfer.error();
    co_return ToMessage(*transfer);
}

async::Task<core::Result<v1::ListWaitingRailTransfersResponse>> RailTransferServiceRpc::ListWaiting(
    rpc::CallContext&, const v1::ListWaitingRailTransfersRequest& request) {
    auto task = usecase::ListWaitingRailTransfers(desk_, request.page_size(), request.page_token());
    const auto page = co_await std::move(task);
    if (!page) co_return page.error();
    v1::ListWaitingRailTransfersResponse response;
    for (const auto& transfer : page->transfers) *response.add_transfers() = ToMessage(transfer);
    response.set_next_page_token(page->next_page_token);
    co_return response;
}

async::Task<core::Result<v1::RailTransferDetails>> RailTransferServiceRpc::Decide(
    rpc::CallContext& call, const v1::DecideRailTransferRequest& request) {
    const auto payment = ReadRailPaymentId(request.payment_id());
    if (!payment) co_return payment.error();
    auto task = usecase::DecideRailTransfer(desk_, call, *payment, request.outcome(),
                                            request.reason_code());
    const auto transfer = co_await std::move(task);
    if (!transfer) co_return transfer.error();
    co_return ToMessage(*transfer);
}

async::Task<core::Result<v1::RailTransferDetails>> RailTransferServiceRpc::Recall(
    rpc::CallContext&, const v1::RecallRailTransferRequest& request) {
    const auto payment = ReadRailPaymentId(request.payment_id());
    if (!payment) co_return payment.error();
    auto task = usecase::RecallRailTransfer(desk_, *payment);
    const auto transfer = co_await std::move(task);
    if (!transfer) co_return transfer.error();
    co_return ToMessage(*transfer);
}

async::Task<core::Result<v1::ListRailConflictsResponse>> RailTransferServiceRpc::ListConflicts(
    rpc::CallContext&, const v1::ListRailConflictsRequest& request) {
    auto task = usecase::ListRailConflicts(desk_, request.resolved_too(), request.page_size(),
                                           request.page_token());
    const auto page = co_await std::move(task);
    if (!page) co_return page.error();
    v1::ListRailConflictsResponse response;
    for (const auto& conflict : page->conflicts) *response.add_conflicts() = ToMessage(conflict);
    response.set_next_page_token(page->next_page_token);
    co_return response;
}

async::Task<core::Result<v1::ResolveRailConflictResponse>> RailTransferServiceRpc::Resolve(
    rpc::CallContext& call, const v1::ResolveRailConflictRequest& request) {
    const auto id = core::Uuid::Parse(request.conflict_id());
    if (!id) co_return core::InvalidField("conflict_id", "is not a UUID");
    auto task = usecase::ResolveConflict(desk_, call, *id, request.note());
    const auto done = co_await std::move(task);
    if (!done) co_return done.error();
    co_return v1::ResolveRailConflictResponse();
}

}  // namespace clearway::settlement
