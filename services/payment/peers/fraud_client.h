// SPDX-License-Identifier: Apache-2.0
// FraudPort over gRPC, with the short deadline after which payment decides without a score.
#pragma once

#include <memory>

#include "clearway/fraud/v1/fraud_service.grpc.pb.h"
#include "services/payment/usecase/ports.h"

namespace clearway::payment {

class FraudClient final : public FraudPort {
public:
    FraudClient(std::shared_ptr<grpc::Channel> fraud, std::chrono::milliseconds limit);

    Task<Result<FraudAnswer>> Score(const CallContext& call, const Terms& terms) override;

private:
    std::unique_ptr<fraud::v1::FraudService::Stub> stub_;
    std::chrono::milliseconds limit_;
};

}  // namespace clearway::payment
