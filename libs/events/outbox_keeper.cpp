// SPDX-License-Identifier: Apache-2.0
#include "events/outbox_keeper.h"

#include <pthread.h>

#include <chrono>

#include "events/outbox_orphans.h"
#include "telemetry/log.h"

namespace clearway::events {
namespace {

using namespace std::chrono_literals;

constexpr auto kRenewEvery = 5s;
constexpr auto kRetryPause = 500ms;
constexpr int kRecoveryBatch = 2000;
constexpr int kTopicLimitMs = 3000;

}  // namespace

OutboxKeeper::OutboxKeeper(OutboxState& state)
    : state_(state),
      republished_("clearway_outbox_recovered_total", "Facts published from the database."),
      thread_([this] { Keep(); }) {}

OutboxKeeper::~OutboxKeeper() {
    {
        const std::lock_guard lock(state_.mutex);
        state_.stopping = true;
    }
    state_.wake.notify_all();
    thread_.join();
}

void OutboxKeeper::EnsureTopic() {
    if (topic_known_) return;
    kafka::EnsureTopics(state_.options.kafka_brokers, {TopicOf(state_.options.service)},
                        kTopicPartitions, kTopicLimitMs);
    topic_known_ = true;
}

void OutboxKeeper::Keep() {
    pthread_setname_np(pthread_self(), "outbox-keeper");
    postgres::Connection connection(state_.options.database_url);
    auto next_renewal = std::chrono::steady_clock::now();
    for (;;) {
        bool catch_up = false;
        {
            std::unique_lock lock(state_.mutex);
            state_.wake.wait_until(lock, next_renewal, [this] {
                return state_.stopping || (state_.behind && !state_.lane_lost);
            });
            if (state_.stopping) return;
            catch_up = state_.behind && !state_.lane_lost;
        }
        try {
            if (std::chrono::steady_clock::now() >= next_renewal) {
                next_renewal = std::chrono::steady_clock::now() + kRenewEvery;
                Renew(connection.Get());
                EnsureTopic();
                AdoptOthers(connection.Get());
            }
            if (catch_up) {
                EnsureTopic();
                CatchUp(connection.Get());
            }
        } catch (const std::exception& error) {
            log::Warn("the outbox cannot go on, trying again", {{"reason", error.what()}});
            connection.Reset();
            std::unique_lock lock(state_.mutex);
            state_.wake.wait_for(lock, kRetryPause, [this] { return state_.stopping; });
            if (state_.stopping) return;
        }
    }
}

// One batch from the database to Kafka; `behind` ends when nothing committed is left to hand on.
void OutboxKeeper::CatchUp(postgres::Session& session) {
    Lane current;
    std::int64_t after = 0;
    {
        const std::lock_guard lock(state_.mutex);
        current = state_.lane;
        after = state_.handed;
    }
    const auto events = LoadLane(session, current, after, kRecoveryBatch);
    std::unique_lock lock(state_.mutex);
    // The lane changed hands, or an acknowledgement failed meanwhile.
    if (state_.handed != after || !SameOwner(state_.lane, current)) return;
    if (events.empty()) {
        state_.behind = state_.handed < state_.lane.last_sequence;
        return;
    }
    try {
        for (const auto& event : events) {
            if (!state_.Send(event)) {
                // Go on when something was acknowledged.
                state_.wake.wait_for(lock, kRetryPause);
                return;
            }
            state_.handed = event.lane_sequence;
            republished_.Add();
        }
        state_.lane.last_sequence = std::max(state_.lane.last_sequence, state_.handed);
    } catch (const std::exception& error) {
        log::Error("the producer failed and is opened anew", {{"reason", error.what()}});
        auto former = state_.OpenProducer();
        state_.handed = state_.lane.published_sequence;
        state_.acknowledged.clear();
        state_.wake.wait_for(lock, kRetryPause, [this] { return state_.stopping; });
        lock.unlock();  // the former producer's last reports need the state_.mutex
        former.reset();
    }
}

void OutboxKeeper::Renew(postgres::Session& session) {
    Lane current;
    bool lost = false;
    {
        const std::lock_guard lock(state_.mutex);
        current = state_.lane;
        lost = state_.lane_lost;
    }
    if (lost) {
        state_.Acquire(session);
        return;
    }
    const auto last = RenewLane(session, current, kLeaseSeconds);
    const std::lock_guard lock(state_.mutex);
    if (!SameOwner(state_.lane, current)) return;
    if (!last) {
        log::Warn("the outbox lane was taken over", {{"lane", current.number}});
        state_.lane_lost = true;
        return;
    }
    // Committed since the last renewal, yet nobody was told: a commit in doubt that nothing followed.
    // (What is found untold for the first time is mostly being told right now.)
    if (SameOwner(seen_, current) && state_.lane.last_sequence < seen_.last_sequence) {
        state_.lane.last_sequence = seen_.last_sequence;
        state_.behind = true;
    }
    seen_ = current;
    seen_.last_sequence = *last;
}

void OutboxKeeper::AdoptOthers(postgres::Session& session) {
    Lane own;
    {
        const std::lock_guard lock(state_.mutex);
        if (state_.lane_lost) return;
        own = state_.lane;
    }
    PublishOrphans(session, state_.options, own);
}

}  // namespace clearway::events
