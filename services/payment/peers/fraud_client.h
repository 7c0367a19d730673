// SPDX-License-Identifier: Apache-2.0
// FraudPort over gRPC, with the short deadline after which payment decides without a score.
#pragma once

#include <memory>

#include "rpc/client.h"
#include "services/payment/usecase/ports.h"

namespace clearway::payment {

class FraudClient final : public FraudPort {
public:
    FraudClient(rpc::Peer& fraud, std::chrono::milliseconds limit);

    Task<Result<FraudAnswer>> Score(const CallContext& call, const Terms& terms) override;

private:
    rpc::Peer& peer_;
    std::chrono::milliseconds limit_;
};

}  // namespace clearway::payment
