// SPDX-License-Identifier: Apache-2.0
// AdjustmentLedger over the settlement service's BookTransfers.
#pragma once

#include "clearway/settlement/v1/settlement_service.pb.h"
#include "rpc/client.h"
#include "services/reconciliation/usecase/exceptions/post_adjustments.h"

namespace clearway::reconciliation {

// As AdjustmentLedger::Post answers.
core::Result<std::string> ReadAdjustmentAnswer(const settlement::v1::BookTransfersResponse& answer,
                                               std::size_t transfers = 1);

class AdjustmentClient final : public AdjustmentLedger {
public:
    // The peer must outlive it.
    explicit AdjustmentClient(rpc::Peer& settlement) : settlement_(settlement) {}

    async::Task<core::Result<std::string>> Post(std::vector<AdjustmentTransfer> transfers) override;

private:
    rpc::Peer& settlement_;
};

}  // namespace clearway::reconciliation
