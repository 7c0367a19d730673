// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/rpc/fraud_service.h"

#include "clearway/fraud/v1/fraud_service.pb.h"
#include "services/fraud/rpc/report_fraud.h"
#include "services/fraud/rpc/score.h"

namespace clearway::fraud {

namespace {

async::Task<core::Result<v1::ScoreResponse>> ScoreAsTask(PaymentAssessor& assessor,
                                                         const v1::ScoreRequest& request) {
    co_return Score(assessor, request);
}

}  // namespace

FraudService::FraudService(rpc::Adapter& adapter, PaymentAssessor& assessor,
                           ReportFraudUseCase& reports)
    : Service(adapter, "clearway.fraud.v1.FraudService") {
    Serve(
        "Score",
        [&assessor](rpc::CallContext&, const v1::ScoreRequest& request) {
            return ScoreAsTask(assessor, request);
        },
        rpc::Runs::kAtOnce);
    Serve("ReportFraud", [&reports](rpc::CallContext& call, const v1::ReportFraudRequest& request) {
        return ReportFraudCall(reports, call, request);
    });
}

}  // namespace clearway::fraud
