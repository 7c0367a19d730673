// SPDX-License-Identifier: Apache-2.0
// The RPCs of lineage. Never: a state check, SQL.
#pragma once

#include "core/clock.h"
#include "rpc/service.h"
#include "services/reconciliation/usecase/lineage/lineage_desk.h"

namespace clearway::reconciliation {

class LineageService final : public rpc::Service {
public:
    // The references must outlive the server.
    LineageService(rpc::Adapter& adapter, LineageDesk& desk, const core::Clock& clock);
};

}  // namespace clearway::reconciliation
