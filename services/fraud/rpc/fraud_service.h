// SPDX-License-Identifier: Apache-2.0
// The gRPC service: one line a call, everything else is the adapter's and the call's own file.
#pragma once

#include "rpc/service.h"
#include "services/fraud/usecase/assess_payment.h"
#include "services/fraud/usecase/report_fraud.h"

namespace clearway::fraud {

class FraudService final : public rpc::Service {
public:
    // The references must outlive the server.
    FraudService(rpc::Adapter& adapter, PaymentAssessor& assessor, ReportFraudUseCase& reports);
};

}  // namespace clearway::fraud
