// SPDX-License-Identifier: Apache-2.0
// Payment's own part of a time line.
#pragma once

#include "postgres/read_pool.h"
#include "services/payment/usecase/ports.h"

namespace clearway::payment {

class OwnEventLog final : public EventLogPort {
public:
    explicit OwnEventLog(postgres::ReadPool& readers) : readers_(readers) {}

    std::string Service() const override { return "payment"; }
    Task<Result<std::vector<TimelineEntry>>> ListPaymentEvents(
        const CallContext& call, const core::PaymentId& payment) override;

private:
    postgres::ReadPool& readers_;
};

}  // namespace clearway::payment
