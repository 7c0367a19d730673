// SPDX-License-Identifier: Apache-2.0
// LedgerPort over gRPC: ids are derived here, so a repeated call lands on the same hold.
#pragma once

#include <memory>

#include "rpc/client.h"
#include "services/payment/usecase/ports.h"

namespace clearway::payment {

class LedgerClient final : public LedgerPort {
public:
    explicit LedgerClient(rpc::Peer& settlement);

    Task<Result<HoldOutcome>> PlaceHold(const CallContext& call, const Terms& terms,
                                        core::Timestamp expires_at) override;
    Task<Result<core::Done>> VoidHold(const CallContext& call,
                                      const core::PaymentId& payment) override;

private:
    rpc::Peer& peer_;
};

}  // namespace clearway::payment
