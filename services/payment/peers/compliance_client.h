// SPDX-License-Identifier: Apache-2.0
// CompliancePort over gRPC.
#pragma once

#include <memory>

#include "clearway/compliance/v1/compliance_service.grpc.pb.h"
#include "services/payment/usecase/ports.h"

namespace clearway::payment {

class ComplianceClient final : public CompliancePort {
public:
    ComplianceClient(std::shared_ptr<grpc::Channel> compliance, std::chrono::milliseconds limit);

    Task<Result<ScreeningAnswer>> Screen(const CallContext& call, const Terms& terms,
                                         std::vector<Party> parties) override;

private:
    std::unique_ptr<compliance::v1::ComplianceService::Stub> stub_;
    std::chrono::milliseconds limit_;
};

}  // namespace clearway::payment
