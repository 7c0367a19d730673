// SPDX-License-Identifier: Apache-2.0
// EventLogPort over gRPC: a peer's part of the audit trail of a payment.
#pragma once

#include <memory>
#include <string>

#include "rpc/client.h"
#include "services/payment/usecase/ports.h"

namespace clearway::payment {

class EventLogClient final : public EventLogPort {
public:
    EventLogClient(std::string service, rpc::Peer& channel);

    std::string Service() const override { return service_; }
    Task<Result<std::vector<TimelineEntry>>> ListPaymentEvents(
        const CallContext& call, const core::PaymentId& payment) override;

private:
    std::string service_;
    rpc::Peer& peer_;
};

}  // namespace clearway::payment
