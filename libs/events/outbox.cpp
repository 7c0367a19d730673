// SPDX-License-Identifier: Apache-2.0
#include "events/outbox.h"

#include <pthread.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "events/outbox_lane.h"
#include "kafka/producer.h"
#include "telemetry/log.h"
#include "telemetry/metrics.h"

namespace clearway::events {
namespace {

using namespace std::chrono_literals;

constexpr auto kRenewEvery = 5s;
constexpr auto kRetryPause = 500ms;
constexpr int kRecoveryBatch = 500;
constexpr int kFlushLimitMs = 5000;
constexpr int kTopicLimitMs = 3000;

// CloudEvents 1.0, Kafka protocol binding, binary mode. lane and lanesequence are extensions.
kafka::Headers HeadersOf(const std::string& service, const Lane& lane, const StoredEvent& event) {
    kafka::Headers headers{
        {"ce_specversion", "1.0"},
        {"ce_id", event.event_id.ToString()},
        {"ce_source", "/clearway/" + service},
        {"ce_type", event.type},
        {"ce_time", core::FormatRfc3339(event.occurred_at)},
        {"ce_subject", event.stream_id.ToString()},
        {"ce_streamversion", std::to_string(event.version)},
        {"ce_lane", std::to_string(lane.number)},
        {"ce_lanesequence", std::to_string(event.lane_sequence)},
        {"content-type", "application/protobuf"},
    };
    if (!event.traceparent.empty()) headers.emplace_back("traceparent", event.traceparent);
    return headers;
}

}  // namespace

// The writer's thread appends and hands on what it committed. The keeper's thread renews the lease
// and, while the lane is `behind`, publishes from the database: on start, after a commit in doubt,
// when Kafka's queue was full, and for orphaned lanes.
struct Outbox::State {
    explicit State(OutboxOptions o)
        : options(std::move(o)),
          topic(TopicOf(options.service)),
          unpublished("clearway_outbox_unpublished", "Facts committed and not acknowledged by Kafka."),
          republished("clearway_outbox_recovered_total", "Facts published from the database.") {}

    // Under the mutex. The former producer: to be destroyed without the mutex, which its last
    // reports take.
    [[nodiscard]] std::unique_ptr<kafka::Producer> OpenProducer();
    void EnsureTopic();
    void Acquire(postgres::Session& session);
    void ResolvePending(postgres::Transaction& transaction);
    void OnDelivered(std::uint64_t generation, std::uint64_t tag, bool ok);
    bool Send(const Lane& from, const StoredEvent& event);
    void Keep();
    void CatchUp(postgres::Session& session);
    void Renew(postgres::Session& session);
    void PublishOrphans(postgres::Session& session);
    void Measure() { unpublished.Set(static_cast<double>(lane.last_sequence - lane.published_sequence)); }

    const OutboxOptions options;
    const std::string topic;
    const metrics::Gauge unpublished;
    const metrics::Counter republished;

    std::vector<StoredEvent> pending;  // of the writer: appended, not known to be committed
    Lane pending_lane;                 // the lane they were appended to
    bool topic_known = false;          // of the keeper

    std::mutex acquiring;  // one at a time: writer and keeper may both find the lane lost
    std::mutex mutex;  // guards all below
    std::condition_variable wake;
    Lane lane;
    bool lane_lost = true;
    bool behind = true;
    bool stopping = false;
    std::int64_t handed = 0;             // last sequence number given to the producer
    std::set<std::int64_t> acknowledged;  // past published_sequence, with gaps before them
    std::uint64_t generation = 0;        // of the producer; late reports of a former one are dropped
    std::unique_ptr<kafka::Producer> producer;
    std::thread keeper;
};

std::unique_ptr<kafka::Producer> Outbox::State::OpenProducer() {
    const auto current = generation + 1;
    kafka::ProducerOptions producer_options;
    producer_options.brokers = options.kafka_brokers;
    producer_options.client_id = options.service + "-outbox";
    auto opened = std::make_unique<kafka::Producer>(
        producer_options,
        [this, current](std::uint64_t tag, bool ok) { OnDelivered(current, tag, ok); });
    generation = current;  // reports of the former one are dropped from here on
    return std::exchange(producer, std::move(opened));
}

void Outbox::State::EnsureTopic() {
    if (topic_known) return;
    kafka::EnsureTopics(options.kafka_brokers, {topic}, kTopicPartitions, kTopicLimitMs);
    topic_known = true;
}

void Outbox::State::Acquire(postgres::Session& session) {
    const std::lock_guard one_at_a_time(acquiring);
    {
        const std::lock_guard lock(mutex);
        if (!lane_lost) return;
    }
    const auto acquired = AcquireLane(session, options.instance);
    std::unique_ptr<kafka::Producer> former;
    {
        const std::lock_guard lock(mutex);
        // Reports of the former lane must not count for this one.
        former = OpenProducer();
        lane = acquired;
        lane_lost = false;
        handed = lane.published_sequence;
        acknowledged.clear();
        behind = true;
        Measure();
    }
    wake.notify_one();
}

void Outbox::State::OnDelivered(std::uint64_t from, std::uint64_t tag, bool ok) {
    const std::lock_guard lock(mutex);
    if (from != generation) return;
    if (!ok) {
        // Not acknowledged: publish everything after the last gapless acknowledgement again.
        handed = lane.published_sequence;
        behind = true;
        wake.notify_one();
        return;
    }
    const auto sequence = static_cast<std::int64_t>(tag);
    if (sequence <= lane.published_sequence) return;
    acknowledged.insert(sequence);
    while (!acknowledged.empty() && *acknowledged.begin() == lane.published_sequence + 1) {
        acknowledged.erase(acknowledged.begin());
        ++lane.published_sequence;
    }
    Measure();
    if (behind || stopping) wake.notify_one();
}

// Under the mutex. False when the producer cannot take it yet.
bool Outbox::State::Send(const Lane& from, const StoredEvent& event) {
    return producer->Send(topic, event.stream_id.ToString(), event.payload,
                          HeadersOf(options.service, from, event),
                          static_cast<std::uint64_t>(event.lane_sequence));
}

// A former transaction was rolled back or its commit was in doubt: the lane's row tells which.
void Outbox::State::ResolvePending(postgres::Transaction& transaction) {
    Lane current;
    {
        const std::lock_guard lock(mutex);
        current = lane;
    }
    const auto last = LockLane(transaction, current);
    const std::lock_guard lock(mutex);
    pending.clear();
    if (!last) {
        lane_lost = true;
        throw LaneLost();
    }
    if (*last > lane.last_sequence) {
        lane.last_sequence = *last;
        behind = true;
        wake.notify_one();
    }
}

void Outbox::State::Keep() {
    pthread_setname_np(pthread_self(), "outbox-keeper");
    postgres::Connection connection(options.database_url);
    auto next_renewal = std::chrono::steady_clock::now();
    for (;;) {
        bool catch_up = false;
        {
            std::unique_lock lock(mutex);
            wake.wait_until(lock, next_renewal, [this] { return stopping || (behind && !lane_lost); });
            if (stopping) return;
            catch_up = behind && !lane_lost;
        }
        try {
            if (std::chrono::steady_clock::now() >= next_renewal) {
                next_renewal = std::chrono::steady_clock::now() + kRenewEvery;
                Renew(connection.Get());
                EnsureTopic();
                PublishOrphans(connection.Get());
            }
            if (catch_up) {
                EnsureTopic();
                CatchUp(connection.Get());
            }
        } catch (const std::exception& error) {
            log::Warn("the outbox cannot go on, trying again", {{"reason", error.what()}});
            connection.Reset();
            std::unique_lock lock(mutex);
            wake.wait_for(lock, kRetryPause, [this] { return stopping; });
            if (stopping) return;
        }
    }
}

// One batch from the database to Kafka; `behind` ends when nothing committed is left to hand on.
void Outbox::State::CatchUp(postgres::Session& session) {
    Lane current;
    std::int64_t after = 0;
    {
        const std::lock_guard lock(mutex);
        current = lane;
        after = handed;
    }
    const auto events = LoadLane(session, current, after, kRecoveryBatch);
    std::unique_lock lock(mutex);
    if (handed != after || lane.epoch != current.epoch) return;  // an acknowledgement failed meanwhile
    if (events.empty()) {
        behind = handed < lane.last_sequence;
        return;
    }
    try {
        for (const auto& event : events) {
            if (!Send(lane, event)) {
                // Go on when something was acknowledged.
                wake.wait_for(lock, kRetryPause);
                return;
            }
            handed = event.lane_sequence;
            republished.Add();
        }
        lane.last_sequence = std::max(lane.last_sequence, handed);
    } catch (const std::exception& error) {
        log::Error("the producer failed and is opened anew", {{"reason", error.what()}});
        auto former = OpenProducer();
        handed = lane.published_sequence;
        acknowledged.clear();
        wake.wait_for(lock, kRetryPause, [this] { return stopping; });
        lock.unlock();  // the former producer's last reports need the mutex
        former.reset();
    }
}

void Outbox::State::Renew(postgres::Session& session) {
    Lane current;
    bool lost = false;
    {
        const std::lock_guard lock(mutex);
        current = lane;
        lost = lane_lost;
    }
    if (lost) {
        Acquire(session);
        return;
    }
    const auto last = RenewLane(session, current, kLeaseSeconds);
    const std::lock_guard lock(mutex);
    if (lane.epoch != current.epoch) return;
    if (!last) {
        log::Warn("the outbox lane was taken over", {{"lane", current.number}});
        lane_lost = true;
    } else if (*last > lane.last_sequence) {
        // Committed, yet nobody was told: a commit in doubt that nothing followed. (A batch that is
        // being told right now is harmless: sequence numbers that were handed on are not sent twice.)
        behind = true;
    }
}

// Another process died with facts unpublished and did not come back within its lease.
void Outbox::State::PublishOrphans(postgres::Session& session) {
    Lane own;
    {
        const std::lock_guard lock(mutex);
        if (lane_lost) return;
        own = lane;
    }
    for (auto& orphan : AdoptOrphans(session, options.instance, own)) {
        kafka::ProducerOptions producer_options;
        producer_options.brokers = options.kafka_brokers;
        producer_options.client_id = options.service + "-outbox-adopter";
        std::atomic<bool> failed{false};
        kafka::Producer adopter(producer_options, [&failed](std::uint64_t, bool ok) {
            if (!ok) failed = true;
        });
        auto at = orphan.published_sequence;
        while (at < orphan.last_sequence) {
            for (const auto& event : LoadLane(session, orphan, at, kRecoveryBatch)) {
                while (!adopter.Send(topic, event.stream_id.ToString(), event.payload,
                                     HeadersOf(options.service, orphan, event),
                                     static_cast<std::uint64_t>(event.lane_sequence)))
                    if (!adopter.Flush(kFlushLimitMs) || failed) return;
                at = event.lane_sequence;
            }
            // Kafka is away, or refuses: the lease ends, and somebody tries again.
            if (!adopter.Flush(kFlushLimitMs) || failed) return;
        }
        orphan.published_sequence = at;
        RenewLane(session, orphan, 0);
        log::Info("an orphaned outbox lane was published", {{"lane", orphan.number}, {"to", at}});
    }
}

Outbox::Outbox(OutboxOptions options) : state_(std::make_unique<State>(std::move(options))) {
    postgres::Connection connection(state_->options.database_url);
    state_->Acquire(connection.Get());
    state_->keeper = std::thread([this] { state_->Keep(); });
}

Outbox::~Outbox() {
    {
        const std::lock_guard lock(state_->mutex);
        state_->stopping = true;
    }
    state_->wake.notify_all();
    state_->keeper.join();
    state_->producer->Flush(kFlushLimitMs);
    try {
        postgres::Connection connection(state_->options.database_url);
        RenewLane(connection.Get(), state_->lane, 0);
    } catch (const std::exception& error) {
        log::Warn("the outbox lane was not given back", {{"reason", error.what()}});
    }
    state_->producer.reset();  // before the mutex that its reports take
}

void Outbox::Append(postgres::Transaction& transaction, std::vector<NewEvent> events) {
    if (!state_->pending.empty()) state_->ResolvePending(transaction);
    if (events.empty()) return;
    Lane current;
    bool lost = false;
    {
        const std::lock_guard lock(state_->mutex);
        current = state_->lane;
        lost = state_->lane_lost;
    }
    if (lost) {
        postgres::Connection connection(state_->options.database_url);
        state_->Acquire(connection.Get());
        throw LaneLost();  // decide again, on the new lane
    }
    try {
        state_->pending = AppendToLane(transaction, current, std::move(events));
        state_->pending_lane = current;
    } catch (const LaneLost&) {
        const std::lock_guard lock(state_->mutex);
        state_->lane_lost = true;
        throw;
    }
}

void Outbox::Committed() {
    auto committed = std::exchange(state_->pending, {});
    if (committed.empty()) return;
    const std::lock_guard lock(state_->mutex);
    // The lane changed hands in between: who owns it now publishes what was committed.
    const auto& appended_to = state_->pending_lane;
    if (appended_to.number != state_->lane.number || appended_to.epoch != state_->lane.epoch) return;
    state_->lane.last_sequence = committed.back().lane_sequence;
    for (const auto& event : committed) {
        if (state_->behind) break;
        if (event.lane_sequence <= state_->handed) continue;
        try {
            if (state_->Send(state_->lane, event)) {
                state_->handed = event.lane_sequence;
                continue;
            }
        } catch (const std::exception& error) {
            log::Warn("handing a fact to Kafka failed", {{"reason", error.what()}});
        }
        state_->behind = true;
    }
    state_->Measure();
    if (state_->behind) state_->wake.notify_one();
}

std::int64_t Outbox::Unpublished() const {
    const std::lock_guard lock(state_->mutex);
    return state_->lane.last_sequence - state_->lane.published_sequence;
}

}  // namespace clearway::events
