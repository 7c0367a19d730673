// SPDX-License-Identifier: Apache-2.0
// RailInstructions: what is personal in an order, from the payment service; the payer's name, from
// our own accounts.
#pragma once

#include "rpc/client.h"
#include "services/settlement/usecase/ports.h"
#include "services/settlement/usecase/rails/ports.h"

namespace clearway::settlement {

class InstructionClient final : public RailInstructions {
public:
    // Both must outlive it.
    InstructionClient(rpc::Peer& payment, LedgerReader& accounts)
        : payment_(payment), accounts_(accounts) {}

    async::Task<core::Result<rails::Instruction>> Get(rails::RailOrder order) override;

private:
    rpc::Peer& payment_;
    LedgerReader& accounts_;
};

}  // namespace clearway::settlement
