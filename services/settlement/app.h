// SPDX-License-Identifier: Apache-2.0
// The settlement service, put together. The order of the members is the order of start; the reverse
// is the order of stop. Never: a decision.
#pragma once

#include "core/clock.h"
#include "events/event_log_rpc.h"
#include "events/operator_log.h"
#include "events/subscription.h"
#include "host/service.h"
#include "services/settlement/config.h"
#include "services/settlement/events/erasures.h"
#include "services/settlement/events/payment_events.h"
#include "services/settlement/rail_parts.h"
#include "services/settlement/rpc/account_service.h"
#include "services/settlement/rpc/ledger_service.h"
#include "services/settlement/rpc/rail_service.h"
#include "services/settlement/rpc/suspense_service.h"
#include "services/settlement/rpc/window_service.h"
#include "services/settlement/store/ledger_ports.h"
#include "services/settlement/store/suspense_reader.h"
#include "services/settlement/store/window_reader.h"
#include "services/settlement/store/window_store.h"
#include "services/settlement/usecase/hold_expiry.h"
#include "services/settlement/usecase/window_schedule.h"
#include "services/settlement/usecase/window_settler.h"

namespace clearway::settlement {

// The event store's steps and the ledger's.
std::vector<postgres::Migration> Migrations();

class App final : public host::Application {
public:
    // `sandbox`: partners may credit accounts from nothing.
    App(const host::ServiceSettings& settings, const vault::TokenSettings& token,
        const WindowSettings& windows = {}, const RailSettings& rails = {}, bool sandbox = false);

    bool Ready() override;
    void Drain() override;
    int Port() const { return server_.Port(); }

private:
    std::unique_ptr<RailParts> MakeRails(const host::ServiceSettings& settings,
                                         const RailSettings& rails);
    LeavesByRail Routing();
    std::vector<grpc::Service*> Services();

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
    StoredSuspenseReader suspense_reader_;
    SealedHolderNames names_;
    usecase::HoldExpiry expiry_;
    events::Outbox window_outbox_;
    WindowStore window_store_;
    WindowRunner window_runner_;
    StoredWindowDesk window_desk_;
    StoredWindowReader window_reader_;
    usecase::WindowSettler settler_;
    usecase::WindowSchedule schedule_;
    const std::optional<rails::RoutingTable> routing_;
    std::unique_ptr<RailParts> rails_;  // absent without a routing table
    events::OperatorLog operators_;
    rpc::Adapter adapter_;
    AccountServiceRpc accounts_;
    LedgerServiceRpc books_;
    WindowServiceRpc windows_;
    SuspenseServiceRpc suspense_;
    std::unique_ptr<grpc::Service> rail_transfers_;  // absent as they are
    std::unique_ptr<grpc::Service> event_log_;
    host::RpcServer server_;
    events::Subscription payment_events_;
    events::Subscription erasures_;
};

}  // namespace clearway::settlement
