// SPDX-License-Identifier: Apache-2.0
// The operators' calls about exceptions: proto to use case, answer to proto. Never: a decision.
#pragma once

#include "rpc/service.h"
#include "services/compliance/usecase/exceptions/keep_exceptions.h"

namespace clearway::compliance {

class ExceptionServiceRpc final : public rpc::Service {
public:
    // Both must outlive the server.
    ExceptionServiceRpc(rpc::Adapter& adapter, KeepExceptions& exceptions);
};

}  // namespace clearway::compliance
