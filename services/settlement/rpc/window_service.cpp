// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rpc/window_service.h"

#include "services/settlement/rpc/window_messages.h"

namespace clearway::settlement {

WindowServiceRpc::WindowServiceRpc(rpc::Adapter& adapter, WindowPorts ports,
                                   usecase::WindowNotice notice)
    : Service(adapter, "clearway.settlement.v1.WindowService"),
      ports_(ports),
      notice_(std::move(notice)) {
    Serve("CloseWindow", &WindowServiceRpc::Close);
    Serve("ListWindows", &WindowServiceRpc::List);
    Serve("GetWindow", &WindowServiceRpc::Get);
    Serve("ListFlows", &WindowServiceRpc::Flows);
    Serve("ListParticipants", &WindowServiceRpc::Participants);
    Serve("SetParticipant", &WindowServiceRpc::Set);
    Serve("ConfirmInstruction", &WindowServiceRpc::Confirm);
}

async::Task<core::Result<v1::CloseWindowResponse>> WindowServiceRpc::Close(
    rpc::CallContext& call, const v1::CloseWindowRequest& request) {
    const auto key = ReadWindowKey(request.currency(), request.number());
    if (!key) co_return key.error();
    auto task = usecase::CloseWindow(ports_.ledger, call, *key, notice_);
    const auto reply = co_await std::move(task);
    if (!reply) co_return reply.error();
    v1::CloseWindowResponse response;
    response.set_open_number(reply->open);
    response.set_replayed(reply->replayed);
    co_return response;
}

async::Task<core::Result<v1::ListWindowsResponse>> WindowServiceRpc::List(
    rpc::CallContext&, const v1::ListWindowsRequest& request) {
    auto task = usecase::ListWindows(ports_.reader, request.currency(), request.page_size(),
                                     request.page_token());
    const auto page = co_await std::move(task);
    if (!page) co_return page.error();
    v1::ListWindowsResponse response;
    for (const auto& settling : page->windows) *response.add_windows() = ToMessage(settling);
    response.set_next_page_token(page->next_page_token);
    co_return response;
}

async::Task<core::Result<v1::WindowDetails>> WindowServiceRpc::Get(
    rpc::CallContext&, const v1::GetWindowRequest& request) {
    const auto key = ReadWindowKey(request.currency(), request.number());
    if (!key) co_return key.error();
    auto task = usecase::GetWindow(ports_.reader, *key, request.page_size(), request.page_token());
    const auto details = co_await std::move(task);
    if (!details) co_return details.error();
    co_return ToMessage(*details);
}

async::Task<core::Result<v1::ListFlowsResponse>> WindowServiceRpc::Flows(
    rpc::CallContext&, const v1::ListFlowsRequest& request) {
    const auto key = ReadWindowKey(request.currency(), request.number());
    if (!key) co_return key.error();
    auto task = usecase::ListFlows(ports_.reader, *key, request.page_size(), request.page_token());
    const auto page = co_await std::move(task);
    if (!page) co_return page.error();
    co_return ToMessage(*page);
}

async::Task<core::Result<v1::ListParticipantsResponse>> WindowServiceRpc::Participants(
    rpc::CallContext&, const v1::ListParticipantsRequest& request) {
    auto task = usecase::ListParticipants(ports_.reader, request.currency(), request.page_size(),
                                          request.page_token());
    const auto page = co_await std::move(task);
    if (!page) co_return page.error();
    v1::ListParticipantsResponse response;
    for (const auto& one : page->participants) *response.add_participants() = ToMessage(one);
    response.set_next_page_token(page->next_page_token);
    co_return response;
}

async::Task<core::Result<v1::Participant>> WindowServiceRpc::Set(
    rpc::CallContext& call, const v1::SetParticipantRequest& request) {
    auto order = ReadParticipantOrder(request);
    if (!order) co_return order.error();
    auto task = usecase::SetParticipant(ports_.ledger, call, std::move(*order));
    const auto participant = co_await std::move(task);
    if (!participant) co_return participant.error();
    co_return ToMessage(*participant);
}

async::Task<core::Result<v1::ConfirmInstructionResponse>> WindowServiceRpc::Confirm(
    rpc::CallContext& call, const v1::ConfirmInstructionRequest& request) {
    const auto key = ReadWindowKey(request.currency(), request.number());
    if (!key) co_return key.error();
    const auto id = core::Uuid::Parse(request.instruction_id());
    if (!id) co_return core::InvalidField("instruction_id", "is not a UUID");
    auto task = usecase::ConfirmInstruction(ports_.desk, call, *key, *id, notice_);
    const auto confirmed = co_await std::move(task);
    if (!confirmed) co_return confirmed.error();
    v1::ConfirmInstructionResponse response;
    response.set_confirmed(*confirmed);
    co_return response;
}

}  // namespace clearway::settlement
