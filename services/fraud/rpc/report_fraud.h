// SPDX-License-Identifier: Apache-2.0
// The call ReportFraud: proto to command, report to proto.
#pragma once

#include "clearway/fraud/v1/fraud_service.pb.h"
#include "rpc/call_context.h"
#include "services/fraud/usecase/report_fraud.h"

namespace clearway::fraud {

v1::FraudReport ToProto(const FraudReport& report);

async::Task<core::Result<v1::FraudReport>> ReportFraudCall(ReportFraudUseCase& reports,
                                                           const rpc::CallContext& call,
                                                           const v1::ReportFraudRequest& request);

}  // namespace clearway::fraud
