// SPDX-License-Identifier: Apache-2.0
#include "events/outbox.h"

#include <set>
#include <utility>

#include "events/event_partitions.h"
#include "events/outbox_keeper.h"
#include "events/outbox_state.h"
#include "telemetry/log.h"

namespace clearway::events {
namespace {

constexpr int kFlushLimitMs = 5000;

}  // namespace

// The writer's thread appends and hands on what it committed; the rest is the keeper's.
struct Outbox::State {
    explicit State(OutboxOptions o) : shared(std::move(o)) {}

    void ResolvePending(postgres::Transaction& transaction);
    void Append(postgres::Transaction& transaction, const Lane& current,
                std::vector<NewEvent> events);

    OutboxState shared;
    std::vector<StoredEvent> pending;  // of the writer: appended, not known to be committed
    Lane pending_lane;                 // the lane they were appended to
    std::set<core::Timestamp> ensured;  // partitions made sure of since the last append
    RecentHashes recent;               // of the writer
    std::unique_ptr<OutboxKeeper> keeper;
};

// A former transaction was rolled back or its commit was in doubt: the lane's row tells which.
void Outbox::State::ResolvePending(postgres::Transaction& transaction) {
    Lane current;
    {
        const std::lock_guard lock(shared.mutex);
        current = shared.lane;
    }
    const auto last = LockLane(transaction, current);
    const std::lock_guard lock(shared.mutex);
    pending.clear();
    if (!last) {
        shared.lane_lost = true;
        throw LaneLost();
    }
    if (*last > shared.lane.last_sequence) {
        shared.lane.last_sequence = *last;
        shared.behind = true;
        shared.wake.notify_one();
    }
}

void Outbox::State::Append(postgres::Transaction& transaction, const Lane& current,
                           std::vector<NewEvent> events) {
    const auto times = PartitionsOf(events);
    try {
        pending = AppendToLane(transaction, current, std::move(events), recent);
        pending_lane = current;
        ensured.clear();
    } catch (const LaneLost&) {
        const std::lock_guard lock(shared.mutex);
        shared.lane_lost = true;
        throw;
    } catch (const pqxx::check_violation&) {
        // Facts of a month that has no partition are reported like this, too. Another process may
        // make it at the same moment; with all partitions there, it is something else.
        if (std::exchange(ensured, times) == times) throw;
        MakePartitionsFor(shared.options.database_url, times);
        throw postgres::RetryBatch("partitions are there now for facts of another month");
    }
}

OutboxOptions PartOf(OutboxOptions service, const std::string& part) {
    service.instance += '/' + part;
    return service;
}

Outbox::Outbox(OutboxOptions options) : state_(std::make_unique<State>(std::move(options))) {
    postgres::Connection connection(state_->shared.options.database_url);
    state_->shared.Acquire(connection.Get());
    state_->keeper = std::make_unique<OutboxKeeper>(state_->shared);
}

Outbox::~Outbox() {
    auto& shared = state_->shared;
    state_->keeper.reset();
    shared.producer->Flush(kFlushLimitMs);
    shared.producer.reset();  // what was not acknowledged until now is not noted
    try {
        postgres::Connection connection(shared.options.database_url);
        RenewLane(connection.Get(), shared.lane, 0);
    } catch (const std::exception& error) {
        log::Warn("the outbox lane was not given back", {{"reason", error.what()}});
    }
}

void Outbox::Append(postgres::Transaction& transaction, std::vector<NewEvent> events) {
    auto& shared = state_->shared;
    if (!state_->pending.empty()) state_->ResolvePending(transaction);
    if (events.empty()) return;
    Lane current;
    bool lost = false;
    {
        const std::lock_guard lock(shared.mutex);
        current = shared.lane;
        lost = shared.lane_lost;
    }
    if (lost) {
        postgres::Connection connection(shared.options.database_url);
        shared.Acquire(connection.Get());
        throw LaneLost();  // decide again, on the new lane
    }
    state_->Append(transaction, current, std::move(events));
}

void Outbox::Committed() {
    const auto committed = std::exchange(state_->pending, {});
    if (committed.empty()) return;
    for (const auto& event : committed)
        state_->recent.Remember(event.stream_id, event.version, event.hash);
    auto& shared = state_->shared;
    const std::lock_guard lock(shared.mutex);
    // The lane changed hands in between: who owns it now publishes what was committed.
    if (!SameOwner(state_->pending_lane, shared.lane)) return;
    shared.lane.last_sequence = committed.back().lane_sequence;
    for (const auto& event : committed) {
        if (shared.behind) break;
        if (event.lane_sequence <= shared.handed) continue;
        try {
            if (shared.Send(event)) {
                shared.handed = event.lane_sequence;
                continue;
            }
        } catch (const std::exception& error) {
            log::Warn("handing a fact to Kafka failed", {{"reason", error.what()}});
        }
        shared.behind = true;
    }
    shared.Measure();
    if (shared.behind) shared.wake.notify_one();
}

std::int64_t Outbox::Unpublished() const {
    const std::lock_guard lock(state_->shared.mutex);
    return state_->shared.Unpublished();
}

}  // namespace clearway::events
