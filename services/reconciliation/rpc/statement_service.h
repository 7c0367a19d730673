// SPDX-License-Identifier: Apache-2.0
// The gRPC service of statements; only operators may call it (the proto says so, libs/rpc sees to
// it).
#pragma once

#include "core/clock.h"
#include "rpc/service.h"
#include "services/reconciliation/usecase/statements/run_statements.h"
#include "services/reconciliation/usecase/statements/statement_desk.h"
#include "services/reconciliation/usecase/three_ways.h"

namespace clearway::reconciliation {

class StatementService final : public rpc::Service {
public:
    // The references must outlive the server. `stop` ends runs early.
    StatementService(rpc::Adapter& adapter, StatementDesk& desk, RunDesk& runs,
                     ThreeWayReader& three_ways, const core::Clock& clock, std::stop_token stop);
};

}  // namespace clearway::reconciliation
