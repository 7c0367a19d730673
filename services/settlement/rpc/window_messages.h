// SPDX-License-Identifier: Apache-2.0
// Messages of WindowService to values and back.
#pragma once

#include "clearway/settlement/v1/window_service.pb.h"
#include "core/result.h"
#include "services/settlement/usecase/window_calls.h"

namespace clearway::settlement {

// Errors: kInvalidArgument.
core::Result<WindowKey> ReadWindowKey(const std::string& currency, std::int64_t number);
core::Result<usecase::ParticipantOrder> ReadParticipantOrder(
    const v1::SetParticipantRequest& request);

v1::WindowSummary ToMessage(const Settling& settling);
v1::WindowDetails ToMessage(const usecase::WindowDetails& details);
v1::ListFlowsResponse ToMessage(const usecase::FlowPage& page);
v1::Participant ToMessage(const Participant& participant);

}  // namespace clearway::settlement
