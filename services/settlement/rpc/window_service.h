// SPDX-License-Identifier: Apache-2.0
// clearway.settlement.v1.WindowService: windows and participants for operators. Messages in, use
// case, messages out. Never: SQL, Kafka, a state check.
#pragma once

#include "clearway/settlement/v1/window_service.grpc.pb.h"
#include "rpc/unary_handler.h"
#include "services/settlement/usecase/window_calls.h"

namespace clearway::settlement {

struct WindowPorts {
    LedgerWriter& ledger;
    WindowDesk& desk;
    WindowReader& reader;
};

class WindowServiceRpc final : public v1::WindowService::CallbackService {
public:
    // All references must outlive the server.
    WindowServiceRpc(rpc::Adapter& adapter, WindowPorts ports, usecase::WindowNotice notice);

    grpc::ServerUnaryReactor* CloseWindow(grpc::CallbackServerContext* context,
                                          const v1::CloseWindowRequest* request,
                                          v1::CloseWindowResponse* response) override;
    grpc::ServerUnaryReactor* ListWindows(grpc::CallbackServerContext* context,
                                          const v1::ListWindowsRequest* request,
                                          v1::ListWindowsResponse* response) override;
    grpc::ServerUnaryReactor* GetWindow(grpc::CallbackServerContext* context,
                                        const v1::GetWindowRequest* request,
                                        v1::WindowDetails* response) override;
    grpc::ServerUnaryReactor* ListFlows(grpc::CallbackServerContext* context,
                                        const v1::ListFlowsRequest* request,
                                        v1::ListFlowsResponse* response) override;
    grpc::ServerUnaryReactor* ListParticipants(grpc::CallbackServerContext* context,
                                               const v1::ListParticipantsRequest* request,
                                               v1::ListParticipantsResponse* response) override;
    grpc::ServerUnaryReactor* SetParticipant(grpc::CallbackServerContext* context,
                                             const v1::SetParticipantRequest* request,
                                             v1::Participant* response) override;
    grpc::ServerUnaryReactor* ConfirmInstruction(grpc::CallbackServerContext* context,
                                                 const v1::ConfirmInstructionRequest* request,
                                                 v1::ConfirmInstructionResponse* response) override;

private:
    async::Task<core::Result<v1::CloseWindowResponse>> Close(rpc::CallContext& call,
                                                             const v1::CloseWindowRequest& request);
    async::Task<core::Result<v1::ListWindowsResponse>> List(rpc::CallContext& call,
                                                            const v1::ListWindowsRequest& request);
    async::Task<core::Result<v1::WindowDetails>> Get(rpc::CallContext& call,
                                                     const v1::GetWindowRequest& request);
    async::Task<core::Result<v1::ListFlowsResponse>> Flows(rpc::CallContext& call,
                                                           const v1::ListFlowsRequest& request);
    async::Task<core::Result<v1::ListParticipantsResponse>> Participants(
        rpc::CallContext& call, const v1::ListParticipantsRequest& request);
    async::Task<core::Result<v1::Participant>> Set(rpc::CallContext& call,
                                                   const v1::SetParticipantRequest& request);
    async::Task<core::Result<v1::ConfirmInstructionResponse>> Confirm(
        rpc::CallContext& call, const v1::ConfirmInstructionRequest& request);

    rpc::Adapter& adapter_;
    const WindowPorts ports_;
    const usecase::WindowNotice notice_;
    const rpc::Handler<v1::CloseWindowRequest, v1::CloseWindowResponse> close_;
    const rpc::Handler<v1::ListWindowsRequest, v1::ListWindowsResponse> list_;
    const rpc::Handler<v1::GetWindowRequest, v1::WindowDetails> get_;
    const rpc::Handler<v1::ListFlowsRequest, v1::ListFlowsResponse> flows_;
    const rpc::Handler<v1::ListParticipantsRequest, v1::ListParticipantsResponse> participants_;
    const rpc::Handler<v1::SetParticipantRequest, v1::Participant> set_;
    const rpc::Handler<v1::ConfirmInstructionRequest, v1::ConfirmInstructionResponse> confirm_;
};

}  // namespace clearway::settlement
