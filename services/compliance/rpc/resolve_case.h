// SPDX-License-Identifier: Apache-2.0
// The call ResolveCase. Who resolves is read from the caller's certificate, never from the message.
#pragma once

#include "clearway/compliance/v1/compliance_service.pb.h"
#include "rpc/call_context.h"
#include "services/compliance/usecase/resolve_case.h"

namespace clearway::compliance {

async::Task<core::Result<v1::Case>> ResolveCaseCall(ResolveCaseUseCase& resolve,
                                                    rpc::CallContext& call,
                                                    const v1::ResolveCaseRequest& request);

}  // namespace clearway::compliance
