// SPDX-License-Identifier: Apache-2.0
// The gRPC service: one line a call, everything else is the adapter's and the call's own file.
#pragma once

#include "rpc/service.h"
#include "services/compliance/usecase/read_cases.h"
#include "services/compliance/usecase/resolve_case.h"
#include "services/compliance/usecase/screen_payment.h"

namespace clearway::compliance {

struct UseCases {
    ScreenPayment& screen;
    ReadCases& cases;
    ResolveCaseUseCase& resolve;
};

class ComplianceService final : public rpc::Service {
public:
    // The adapter and the use cases must outlive the server.
    ComplianceService(rpc::Adapter& adapter, UseCases use_cases);
};

}  // namespace clearway::compliance
