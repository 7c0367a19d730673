// SPDX-License-Identifier: Apache-2.0
// The settlement service, put together. The order of the members is the order of start; the reverse
// is the order of stop. Never: a decision.
#pragma once

#include "core/clock.h"
#include "events/event_log_rpc.h"
#include "events/operator_log.h"
#include "events/subscription.h"
#include "host/service.h"
#include "services/settlement/events/erasures.h"
#include "services/settlement/events/payment_events.h"
#include "services/settlement/rpc/account_service.h"
#include "services/settlement/rpc/ledger_service.h"
#include "services/settlement/store/ledger_ports.h"
#include "services/settlement/usecase/hold_expiry.h"

namespace clearway::settlement {

// The event store's steps and the ledger's.
std::vector<postgres::Migration> Migrations();

class App final : public host::Application {
public:
    App(const host::ServiceSettings& settings, const vault::TokenSettings& token);

    bool Ready() override;
    void Drain() override;
    int Port() const { return server_.Port(); }

private:
    core::SystemClock clock_;
    async::Runtime runtime_;
    vault::ServiceVault vault_;
    postgres::ReadPool readers_;
    postgres::ReadPool whole_ledger_;
    events::Outbox outbox_;
    LedgerStore store_;
    LedgerRunner runner_;
    StoredLedgerWriter ledger_;
    StoredLedgerReader reader_;
    SealedHolderNames names_;
    usecase::HoldExpiry expiry_;
    events::OperatorLog operators_;
    rpc::Adapter adapter_;
    AccountServiceRpc accounts_;
    LedgerServiceRpc books_;
    std::unique_ptr<grpc::Service> event_log_;
    host::RpcServer server_;
    events::Subscription payment_events_;
    events::Subscription erasures_;
};

}  // namespace clearway::settlement
