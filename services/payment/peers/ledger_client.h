// SPDX-License-Identifier: Apache-2.0
// LedgerPort over gRPC: ids are derived here, so a repeated call lands on the same hold.
#pragma once

#include <memory>

#include "clearway/settlement/v1/settlement_service.grpc.pb.h"
#include "services/payment/usecase/ports.h"

namespace clearway::payment {

class LedgerClient final : public LedgerPort {
public:
    explicit LedgerClient(std::shared_ptr<grpc::Channel> settlement);

    Task<Result<HoldOutcome>> PlaceHold(const CallContext& call, const Terms& terms,
                                        core::Timestamp expires_at) override;
    Task<Result<core::Done>> VoidHold(const CallContext& call,
                                      const core::PaymentId& payment) override;

private:
    std::unique_ptr<settlement::v1::LedgerService::Stub> stub_;
};

}  // namespace clearway::payment
