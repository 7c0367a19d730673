// SPDX-License-Identifier: Apache-2.0
#include "events/subscription.h"

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "events/inbox.h"
#include "kafka/consumer.h"
#include "postgres/connection.h"
#include "telemetry/log.h"
#include "telemetry/metrics.h"

namespace clearway::events {
namespace {

using namespace std::chrono_literals;

constexpr int kPollMs = 200;
// After it, positions are stored without an effect.
constexpr auto kCompanyMax = std::chrono::milliseconds(kPollMs);
constexpr auto kPauseMin = 50ms;
constexpr auto kPauseMax = 5s;

std::string_view Header(const kafka::Headers& headers, std::string_view name) {
    const auto found = std::ranges::find(headers, name, &kafka::Headers::value_type::first);
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

template <class Integer>
bool ReadInteger(std::string_view text, Integer& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && !text.empty();
}

// What can be read of a message; `whole` is false when a header that the inbox needs is missing.
struct Parsed {
    ReceivedEvent event;
    bool whole = false;
};

Parsed Parse(kafka::Message message) {
    Parsed parsed;
    auto& event = parsed.event;
    event.topic = std::move(message.topic);
    event.partition = message.partition;
    event.offset = message.offset;
    event.payload = std::move(message.value);
    event.type = std::string(Header(message.headers, "ce_type"));
    event.traceparent = std::string(Header(message.headers, "traceparent"));
    const auto id = core::Uuid::Parse(Header(message.headers, "ce_id"));
    const auto stream = core::Uuid::Parse(Header(message.headers, "ce_subject"));
    const auto time = core::ParseRfc3339(Header(message.headers, "ce_time"));
    parsed.whole = id && stream && time && !event.type.empty() &&
                   ReadInteger(Header(message.headers, "ce_streamversion"), event.version) &&
                   ReadInteger(Header(message.headers, "ce_lane"), event.lane) &&
                   ReadInteger(Header(message.headers, "ce_lanesequence"), event.lane_sequence);
    if (!parsed.whole) return parsed;
    event.event_id = *id;
    event.stream_id = *stream;
    event.occurred_at = *time;
    return parsed;
}

}  // namespace

struct Subscription::State {
    State(SubscriptionOptions o, Handle h)
        : options(std::move(o)),
          handle(std::move(h)),
          connection(options.database_url),
          consumed("clearway_events_consumed_total", "Facts whose effect is stored.",
                   {{"consumer", options.consumer}}),
          dead("clearway_events_dead_letters_total", "Facts put aside because they cannot be read.",
               {{"consumer", options.consumer}}),
          batch_retries("clearway_events_batch_retries_total", "Batches that were tried again.",
                        {{"consumer", options.consumer}}) {}

    void Run();
    void PollUntilStopped();
    std::vector<std::int64_t> Start(const std::vector<kafka::Consumer::TopicPartition>& assigned);
    void Take(std::vector<kafka::Message> messages);
    bool MayHaveEffect(const ReceivedEvent& event) const;
    bool IsDue() const;
    void Deliver(const std::vector<ReceivedEvent>& events);
    void DeliverOneByOne(const std::vector<ReceivedEvent>& events);
    void PutAside(const ReceivedEvent& event, const std::string& reason);
    // Repeats `step` until it succeeds or the subscription stops. UnreadableEvent passes through.
    template <class Step>
    void Persist(Step step);

    const SubscriptionOptions options;
    const Handle handle;
    postgres::Connection connection;
    const metrics::Counter consumed;
    const metrics::Counter dead;
    const metrics::Counter batch_retries;
    // Taken and not handed on yet.
    std::vector<ReceivedEvent> waiting;
    std::chrono::steady_clock::time_point waiting_since;

    std::atomic<bool> assigned{false};
    std::atomic<bool> stopping{false};
    std::mutex mutex;
    std::condition_variable stop_signal;
    std::thread thread;
};

template <class Step>
void Subscription::State::Persist(Step step) {
    auto pause = std::chrono::milliseconds(kPauseMin);
    while (!stopping) {
        try {
            step();
            return;
        } catch (const UnreadableEvent&) {
            throw;
        } catch (const std::exception& error) {
            log::Warn("a batch of facts could not be applied, trying again",
                      {{"consumer", options.consumer}, {"reason", error.what()}});
            connection.Reset();
            batch_retries.Add();
        }
        std::unique_lock lock(mutex);
        stop_signal.wait_for(lock, pause, [this] { return stopping.load(); });
        pause = std::min<std::chrono::milliseconds>(pause * 2, kPauseMax);
    }
}

std::vector<std::int64_t> Subscription::State::Start(
    const std::vector<kafka::Consumer::TopicPartition>& partitions) {
    std::vector<std::int64_t> offsets;
    waiting.clear();  // comes again from the positions
    Persist([&] {
        postgres::Transaction transaction(connection.Get(), postgres::Access::kRead);
        const auto positions = LoadPositions(transaction, options.consumer);
        offsets.clear();
        for (const auto& partition : partitions) {
            const auto found = positions.find(partition);
            offsets.push_back(found == positions.end() ? -1 : found->second);
        }
    });
    offsets.resize(partitions.size(), -1);  // stopping: nothing will be handled any more
    assigned = true;
    return offsets;
}

void Subscription::State::Run() {
    pthread_setname_np(pthread_self(), "subscription");
    // Whoever starts first makes the topic; its owner may start later.
    Persist([&] {
        kafka::EnsureTopics(options.kafka_brokers, options.topics, kTopicPartitions, 10'000);
    });
    // Opened again when polling fails: the brokers gave this member up, or its name to another.
    while (!stopping) Persist([&] { PollUntilStopped(); });
}

void Subscription::State::PollUntilStopped() {
    kafka::Consumer consumer({.brokers = options.kafka_brokers,
                              .group = options.consumer,
                              .topics = options.topics,
                              .instance = options.instance,
                              .gather_ms = static_cast<int>(options.gather.count())},
                             [this](const auto& partitions) { return Start(partitions); });
    waiting.clear();
    while (!stopping) {
        auto messages = consumer.Poll(options.batch_max, kPollMs);
        if (!consumer.HasAssignment()) waiting.clear();
        Take(std::move(messages));
        if (IsDue()) Deliver(std::exchange(waiting, {}));
    }
}

bool Subscription::State::MayHaveEffect(const ReceivedEvent& event) const {
    return options.types.empty() || std::ranges::count(options.types, event.type) > 0;
}

bool Subscription::State::IsDue() const {
    if (waiting.empty()) return false;
    return waiting.size() >= options.batch_max ||
           std::chrono::steady_clock::now() - waiting_since >= kCompanyMax ||
           std::ranges::any_of(waiting, [this](const auto& event) { return MayHaveEffect(event); });
}

void Subscription::State::Take(std::vector<kafka::Message> messages) {
    if (waiting.empty()) waiting_since = std::chrono::steady_clock::now();
    for (auto& message : messages) {
        auto parsed = Parse(std::move(message));
        if (!parsed.whole) {
            PutAside(parsed.event, "a header is missing or malformed");
            continue;
        }
        waiting.push_back(std::move(parsed.event));
    }
}

void Subscription::State::Deliver(const std::vector<ReceivedEvent>& events) {
    try {
        Persist([&] { handle(events); });
        consumed.Add(static_cast<double>(events.size()));
    } catch (const UnreadableEvent&) {
        DeliverOneByOne(events);
    }
}

void Subscription::State::DeliverOneByOne(const std::vector<ReceivedEvent>& events) {
    for (const auto& event : events) {
        try {
            Persist([&] { handle({event}); });
            consumed.Add();
        } catch (const UnreadableEvent& error) {
            PutAside(event, error.what());
        }
    }
}

void Subscription::State::PutAside(const ReceivedEvent& event, const std::string& reason) {
    log::Warn("a fact was put aside", {{"consumer", options.consumer},
                                       {"topic", event.topic},
                                       {"partition", event.partition},
                                       {"offset", event.offset},
                                       {"reason", reason}});
    dead.Add();
    Persist([&] {
        postgres::Transaction transaction(connection.Get());
        StoreDeadLetter(transaction, options.consumer, event, reason);
        transaction.commit();
    });
}

Subscription::Subscription(SubscriptionOptions options, Handle handle)
    : state_(std::make_unique<State>(std::move(options), std::move(handle))) {
    state_->thread = std::thread([this] { state_->Run(); });
}

Subscription::~Subscription() {
    {
        const std::lock_guard lock(state_->mutex);
        state_->stopping = true;
    }
    state_->stop_signal.notify_all();
    state_->thread.join();
}

bool Subscription::Assigned() const { return state_->assigned; }

}  // namespace clearway::events
