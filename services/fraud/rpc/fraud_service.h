// SPDX-License-Identifier: Apache-2.0
// The gRPC service: one line a call, everything else is the adapter's and the call's own file.
#pragma once

#include "clearway/fraud/v1/fraud_service.grpc.pb.h"
#include "rpc/unary_handler.h"
#include "services/fraud/usecase/assess_payment.h"

namespace clearway::fraud {

class FraudService final : public v1::FraudService::CallbackService {
public:
    // The references must outlive the server.
    FraudService(rpc::Adapter& adapter, PaymentAssessor& assessor);

    grpc::ServerUnaryReactor* Score(grpc::CallbackServerContext* context,
                                    const v1::ScoreRequest* request,
                                    v1::ScoreResponse* response) override;

private:
    rpc::Adapter& adapter_;
    rpc::Handler<v1::ScoreRequest, v1::ScoreResponse> score_;
};

}  // namespace clearway::fraud
