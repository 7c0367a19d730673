// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/rpc/fraud_service.h"

#include "services/fraud/rpc/score.h"

namespace clearway::fraud {

namespace {

async::Task<core::Result<v1::ScoreResponse>> ScoreAsTask(PaymentAssessor& assessor,
                                                         const v1::ScoreRequest& request) {
    co_return Score(assessor, request);
}

}  // namespace

FraudService::FraudService(rpc::Adapter& adapter, PaymentAssessor& assessor)
    : adapter_(adapter), score_([&assessor](rpc::CallContext&, const v1::ScoreRequest& request) {
          return ScoreAsTask(assessor, request);
      }) {
    adapter_.Offer("clearway.fraud.v1.FraudService.Score", score_);
}

grpc::ServerUnaryReactor* FraudService::Score(grpc::CallbackServerContext* context,
                                              const v1::ScoreRequest* request,
                                              v1::ScoreResponse* response) {
    return adapter_.Serve<v1::ScoreRequest, v1::ScoreResponse>(
        context, request, response, "clearway.fraud.v1.FraudService.Score", score_);
}

}  // namespace clearway::fraud
