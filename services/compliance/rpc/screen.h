// SPDX-License-Identifier: Apache-2.0
// The call Screen: proto to command, answer to proto. Every payment waits for it. Never: a
// decision.
#pragma once

#include "clearway/compliance/v1/compliance_service.pb.h"
#include "rpc/call_context.h"
#include "services/compliance/usecase/screen_payment.h"

namespace clearway::compliance {

inline constexpr int kPartiesMax = 8;
inline constexpr std::size_t kNameBytesMax = 1024;
inline constexpr std::size_t kTextBytesMax = 1024;

// Errors: kInvalidArgument, all faulty fields listed; no text repeats a name.
core::Result<ScreenCommand> ReadScreenRequest(const v1::ScreenRequest& request);

async::Task<core::Result<v1::ScreenResponse>> Screen(ScreenPayment& screen, rpc::CallContext& call,
                                                     const v1::ScreenRequest& request);

}  // namespace clearway::compliance
