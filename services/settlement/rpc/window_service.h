// SPDX-License-Identifier: Apache-2.0
// clearway.settlement.v1.WindowService: windows and participants for operators. Messages in, use
// case, messages out. Never: SQL, Kafka, a state check.
#pragma once

#include "clearway/settlement/v1/window_service.pb.h"
#include "rpc/service.h"
#include "services/settlement/usecase/window_calls.h"

namespace clearway::settlement {

struct WindowPorts {
    LedgerWriter& ledger;
    WindowDesk& desk;
    WindowReader& reader;
};

class WindowServiceRpc final : public rpc::Service {
public:
    // All references must outlive the server.
    WindowServiceRpc(rpc::Adapter& adapter, WindowPorts ports, usecase::WindowNotice notice);

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

    const WindowPorts ports_;
    const usecase::WindowNotice notice_;
};

}  // namespace clearway::settlement
