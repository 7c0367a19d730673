// SPDX-License-Identifier: Apache-2.0
// The officers' gRPC service: one line a call, everything else is the adapter's and the call's own.
#pragma once

#include "rpc/service.h"
#include "services/compliance/usecase/draft_report.h"
#include "services/compliance/usecase/read_cases.h"
#include "services/compliance/usecase/work_on_case.h"

namespace clearway::compliance {

class CaseService final : public rpc::Service {
public:
    // The references must outlive the server.
    CaseService(rpc::Adapter& adapter, WorkOnCase& work, ReadCases& cases, DraftReport& reports);
};

}  // namespace clearway::compliance
