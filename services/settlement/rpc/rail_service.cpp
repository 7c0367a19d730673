// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rpc/rail_service.h"

#include "services/settlement/rpc/rail_messages.h"

namespace clearway::settlement {

RailTransferServiceRpc::RailTransferServiceRpc(rpc::Adapter& adapter, usecase::RailDesk desk)
    : adapter_(adapter),
      desk_(desk),
      get_([this](auto& call, const auto& request) { return Get(call, request); }),
      waiting_([this](auto& call, const auto& request) { return ListWaiting(call, request); }),
      decide_([this](auto& call, const auto& request) { return Decide(call, request); }),
      recall_([this](auto& call, const auto& request) { return Recall(call, request); }),
      conflicts_([this](auto& call, const auto& request) { return ListConflicts(call, request); }),
      resolve_([this](auto& call, const auto& request) { return Resolve(call, request); }) {
    adapter_.Offer("clearway.settlement.v1.RailTransferService.GetRailTransfer", get_);
    adapter_.Offer("clearway.settlement.v1.RailTransferService.ListWaitingRailTransfers", waiting_);
    adapter_.Offer("clearway.settlement.v1.RailTransferService.DecideRailTransfer", decide_);
    adapter_.Offer("clearway.settlement.v1.RailTransferService.RecallRailTransfer", recall_);
    adapter_.Offer("clearway.settlement.v1.RailTransferService.ListRailConflicts", conflicts_);
    adapter_.Offer("clearway.settlement.v1.RailTransferService.ResolveRailConflict", resolve_);
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

grpc::ServerUnaryReactor* RailTransferServiceRpc::GetRailTransfer(
    grpc::CallbackServerContext* context, const v1::GetRailTransferRequest* request,
    v1::RailTransferDetails* response) {
    return adapter_.Serve(context, request, response,
                          "clearway.settlement.v1.RailTransferService.GetRailTransfer", get_);
}

grpc::ServerUnaryReactor* RailTransferServiceRpc::ListWaitingRailTransfers(
    grpc::CallbackServerContext* context, const v1::ListWaitingRailTransfersRequest* request,
    v1::ListWaitingRailTransfersResponse* response) {
    return adapter_.Serve(context, request, response,
                          "clearway.settlement.v1.RailTransferService.ListWaitingRailTransfers",
                          waiting_);
}

grpc::ServerUnaryReactor* RailTransferServiceRpc::DecideRailTransfer(
    grpc::CallbackServerContext* context, const v1::DecideRailTransferRequest* request,
    v1::RailTransferDetails* response) {
    return adapter_.Serve(context, request, response,
                          "clearway.settlement.v1.RailTransferService.DecideRailTransfer", decide_);
}

grpc::ServerUnaryReactor* RailTransferServiceRpc::RecallRailTransfer(
    grpc::CallbackServerContext* context, const v1::RecallRailTransferRequest* request,
    v1::RailTransferDetails* response) {
    return adapter_.Serve(context, request, response,
                          "clearway.settlement.v1.RailTransferService.RecallRailTransfer", recall_);
}

grpc::ServerUnaryReactor* RailTransferServiceRpc::ListRailConflicts(
    grpc::CallbackServerContext* context, const v1::ListRailConflictsRequest* request,
    v1::ListRailConflictsResponse* response) {
    return adapter_.Serve(context, request, response,
                          "clearway.settlement.v1.RailTransferService.ListRailConflicts",
                          conflicts_);
}

grpc::ServerUnaryReactor* RailTransferServiceRpc::ResolveRailConflict(
    grpc::CallbackServerContext* context, const v1::ResolveRailConflictRequest* request,
    v1::ResolveRailConflictResponse* response) {
    return adapter_.Serve(context, request, response,
                          "clearway.settlement.v1.RailTransferService.ResolveRailConflict",
                          resolve_);
}

}  // namespace clearway::settlement
