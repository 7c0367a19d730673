// SPDX-License-Identifier: Apache-2.0
// The gRPC service of differences between statements and the ledger; only operators may call it
// (the proto says so, libs/rpc sees to it).
#pragma once

#include "core/clock.h"
#include "rpc/service.h"
#include "services/reconciliation/usecase/exceptions/post_adjustments.h"

namespace clearway::reconciliation {

class ExceptionService final : public rpc::Service {
public:
    // The references must outlive the server.
    ExceptionService(rpc::Adapter& adapter, ExceptionDesk& desk, PostAdjustments& posting,
                     const core::Clock& clock);
};

}  // namespace clearway::reconciliation
