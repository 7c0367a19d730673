// SPDX-License-Identifier: Apache-2.0
// CompliancePort over gRPC.
#pragma once

#include <memory>

#include "rpc/client.h"
#include "services/payment/usecase/ports.h"

namespace clearway::payment {

class ComplianceClient final : public CompliancePort {
public:
    ComplianceClient(rpc::Peer& compliance, std::chrono::milliseconds limit);

    Task<Result<ScreeningAnswer>> Screen(const CallContext& call, const Terms& terms,
                                         std::vector<Party> parties) override;

private:
    rpc::Peer& peer_;
    std::chrono::milliseconds limit_;
};

}  // namespace clearway::payment
