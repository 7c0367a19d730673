// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/rpc/fraud_service.h"

#include "services/fraud/rpc/report_fraud.h"
#include "services/fraud/rpc/score.h"

namespace clearway::fraud {

namespace {

constexpr char kScore[] = "clearway.fraud.v1.FraudService.Score";
constexpr char kReportFraud[] = "clearway.fraud.v1.FraudService.ReportFraud";

async::Task<core::Result<v1::ScoreResponse>> ScoreAsTask(PaymentAssessor& assessor,
                                                         const v1::ScoreRequest& request) {
    co_return Score(assessor, request);
}

}  // namespace

FraudService::FraudService(rpc::Adapter& adapter, PaymentAssessor& assessor,
                           ReportFraudUseCase& reports)
    : adapter_(adapter),
      score_([&assessor](rpc::CallContext&, const v1::ScoreRequest& request) {
          return ScoreAsTask(assessor, request);
      }),
      report_([&reports](rpc::CallContext& call, const v1::ReportFraudRequest& request) {
          return ReportFraudCall(reports, call, request);
      }) {
    adapter_.Offer(kScore, score_, rpc::Runs::kAtOnce);
    adapter_.Offer(kReportFraud, report_);
}

grpc::ServerUnaryReactor* FraudService::Score(grpc::CallbackServerContext* context,
                                              const v1::ScoreRequest* request,
                                              v1::ScoreResponse* response) {
    return adapter_.Serve<v1::ScoreRequest, v1::ScoreResponse>(context, request, response, kScore,
                                                               score_);
}

grpc::ServerUnaryReactor* FraudService::ReportFraud(grpc::CallbackServerContext* context,
                                                    const v1::ReportFraudRequest* request,
                                                    v1::FraudReport* response) {
    return adapter_.Serve<v1::ReportFraudRequest, v1::FraudReport>(context, request, response,
                                                                   kReportFraud, report_);
}

}  // namespace clearway::fraud
