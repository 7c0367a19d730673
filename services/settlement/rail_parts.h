// SPDX-License-Identifier: Apache-2.0
// What the service needs when payments leave by rails, put together: the book, who does what is
// due, who listens to each rail, and what the ledger hears of it. The order of the members is the
// order of start; the reverse is the order of stop. Never: a decision.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "events/subscription.h"
#include "host/service.h"
#include "services/settlement/books/rail_book.h"
#include "services/settlement/books/rail_reader.h"
#include "services/settlement/config.h"
#include "services/settlement/peers/instruction_client.h"
#include "services/settlement/peers/rail_client.h"
#include "services/settlement/store/ledger_store.h"
#include "services/settlement/store/rails/old_rails.h"
#include "services/settlement/usecase/rails/cut_off_timer.h"
#include "services/settlement/usecase/rails/rail_calls.h"
#include "services/settlement/usecase/rails/rail_listener.h"
#include "services/settlement/usecase/rails/rail_router.h"
#include "services/settlement/usecase/rails/rail_timer.h"
#include "services/settlement/usecase/rails/rail_watch.h"

namespace clearway::settlement {

// Payments whose funds are committed must have their rail in the table. Throws std::runtime_error
// that names what is missing; `table` may be absent.
void RequireRailsOfOpenPayments(const std::string& database_url, const rails::RoutingTable* table);

// Tells the timers of what is due, while there are any: the book's writer outlives them.
class TimerBell {
public:
    void Ring(core::Timestamp due_at) {
        const std::lock_guard lock(mutex_);
        if (timer_) timer_->Notice(due_at);
    }
    void RingCutOff(core::Timestamp cut_off) {
        const std::lock_guard lock(mutex_);
        if (cut_offs_) cut_offs_->Notice(cut_off);
    }
    void Connect(usecase::RailTimer* timer, usecase::CutOffTimer* cut_offs) {
        const std::lock_guard lock(mutex_);
        timer_ = timer;
        cut_offs_ = cut_offs;
    }

private:
    std::mutex mutex_;
    usecase::RailTimer* timer_ = nullptr;
    usecase::CutOffTimer* cut_offs_ = nullptr;
};

class RailParts {
public:
    struct Ledger {
        LedgerRunner& runner;
        LedgerReader& reader;
    };

    // All must outlive it; `settings` names a table. Throws when a rail is of a kind that is not
    // built in.
    RailParts(const host::ServiceSettings& service, const RailSettings& settings,
              const Ledger& ledger, postgres::ReadPool& readers, const core::Clock& clock,
              async::Executor executor);
    ~RailParts() { bell_.Connect(nullptr, nullptr); }

    // For operators.
    usecase::RailDesk Desk() { return {book_, reader_, clock_}; }

private:
    const core::Clock& clock_;
    const rails::RoutingTable table_;
    const rails::Rails speakers_;
    TimerBell bell_;
    events::Outbox outbox_;
    RailBook book_;
    StoredRailReader reader_;
    rpc::Peer payment_;
    InstructionClient instructions_;
    RailClient network_;
    usecase::RailRouter router_;
    usecase::RailFiles files_;
    usecase::RailResolver resolver_;
    usecase::RailTimer timer_;
    usecase::CutOffTimer cut_offs_;
    std::vector<std::unique_ptr<usecase::RailListener>> listeners_;
    usecase::RailWatch watch_;
    StoredOldRailTransfers old_;
    std::optional<usecase::RailRetention> retention_;  // absent: they stay for ever
    events::Subscription orders_;
    events::Subscription answers_;
};

}  // namespace clearway::settlement
