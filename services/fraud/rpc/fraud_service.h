// SPDX-License-Identifier: Apache-2.0
// The gRPC service: one line a call, everything else is the adapter's and the call's own file.
#pragma once

#include "clearway/fraud/v1/fraud_service.grpc.pb.h"
#include "rpc/unary_handler.h"
#include "services/fraud/usecase/assess_payment.h"
#include "services/fraud/usecase/report_fraud.h"

namespace clearway::fraud {

class FraudService final : public v1::FraudService::CallbackService {
public:
    // The references must outlive the server.
    FraudService(rpc::Adapter& adapter, PaymentAssessor& assessor, ReportFraudUseCase& reports);

    grpc::ServerUnaryReactor* Score(grpc::CallbackServerContext* context,
                                    const v1::ScoreRequest* request,
                                    v1::ScoreResponse* response) override;
    grpc::ServerUnaryReactor* ReportFraud(grpc::CallbackServerContext* context,
                                          const v1::ReportFraudRequest* request,
                                          v1::FraudReport* response) override;

private:
    rpc::Adapter& adapter_;
    rpc::Handler<v1::ScoreRequest, v1::ScoreResponse> score_;
    rpc::Handler<v1::ReportFraudRequest, v1::FraudReport> report_;
};

}  // namespace clearway::fraud
