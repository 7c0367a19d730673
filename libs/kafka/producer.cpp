// SPDX-License-Identifier: Apache-2.0
#include "kafka/producer.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <thread>

#include "kafka/client.h"
#include "kafka/introductions.h"
#include "telemetry/log.h"

namespace clearway::kafka {
namespace {

constexpr int kPollMs = 100;
// What the destructor grants the acknowledgements of messages that it gave up.
constexpr int kGiveUpMs = 2000;
constexpr const char* kQueueKilobytesMax = "262144";

struct HeadersDelete {
    void operator()(rd_kafka_headers_t* headers) const { rd_kafka_headers_destroy(headers); }
};
using HeadersPointer = std::unique_ptr<rd_kafka_headers_t, HeadersDelete>;

HeadersPointer ToNative(const Headers& headers) {
    HeadersPointer native(rd_kafka_headers_new(headers.size()));
    for (const auto& [name, value] : headers)
        rd_kafka_header_add(native.get(), name.data(), static_cast<ssize_t>(name.size()),
                            value.data(), static_cast<ssize_t>(value.size()));
    return native;
}

void* ToPointer(std::uint64_t tag) {
    static_assert(sizeof(void*) >= sizeof tag);
    return reinterpret_cast<void*>(static_cast<std::uintptr_t>(tag));
}

}  // namespace

struct Producer::State {
    State(const ProducerOptions& options, Delivered callback) : delivered(std::move(callback)) {
        Config config(options.brokers, options.client_id);
        config.Set("enable.idempotence", "true");  // implies bounded, ordered requests in flight
        config.Set("acks", "all");
        // A refused message is fatal rather than overtaken: consumers drop what comes out of order.
        // What is in flight then is refused by the broker, see introductions.h.
        config.Set("enable.gapless.guarantee", "true");
        config.Set("message.timeout.ms", "0");  // endless
        config.Set("linger.ms", std::to_string(options.linger_ms));
        config.Set("queue.buffering.max.messages", std::to_string(options.queue_messages_max));
        config.Set("queue.buffering.max.kbytes", kQueueKilobytesMax);
        rd_kafka_conf_set_opaque(config.Handle(), this);
        rd_kafka_conf_set_dr_msg_cb(config.Handle(), &State::OnReport);
        client = config.Create(RD_KAFKA_PRODUCER);
        poller = std::jthread([this](std::stop_token stop) { PollUntil(stop); });
    }

    ~State() {
        // Whoever waits for a report gets one, and gets it before this returns.
        rd_kafka_purge(client, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT |
                                   RD_KAFKA_PURGE_F_NON_BLOCKING);
        AwaitEmpty(kGiveUpMs);
        poller.request_stop();
        poller.join();
        for (const auto& [name, topic] : topics) rd_kafka_topic_destroy(topic.native);
        rd_kafka_destroy(client);
    }

    void PollUntil(const std::stop_token& stop) {
        while (!stop.stop_requested()) rd_kafka_poll(client, kPollMs);
    }

    static void OnReport(rd_kafka_t* client, const rd_kafka_message_t* message, void* opaque) {
        auto& state = *static_cast<State*>(opaque);
        const auto tag = static_cast<std::uint64_t>(
            reinterpret_cast<std::uintptr_t>(message->_private));
        const bool ok = message->err == RD_KAFKA_RESP_ERR_NO_ERROR;
        if (!ok) state.NoteFatal(client);
        IntroductionsOf(message->rkt).End(message->partition, ok, std::chrono::steady_clock::now());
        // Nothing may be thrown through librdkafka's frames.
        try {
            state.delivered(tag, ok);
        } catch (const std::exception& error) {
            log::Error("kafka delivery callback failed", {{"detail", error.what()}});
        } catch (...) {
            log::Error("kafka delivery callback failed");
        }
        state.Done();
    }

    void NoteFatal(rd_kafka_t* reporting) {
        const auto reason = FatalError(reporting);
        if (reason.empty() || fatal.exchange(true)) return;
        log::Error("kafka producer failed for good", {{"detail", reason}});
    }

    void Done() {
        if (in_flight.fetch_sub(1) != 1) return;
        const std::lock_guard lock(mutex);
        empty.notify_all();
    }

    bool AwaitEmpty(int timeout_ms) {
        std::unique_lock lock(mutex);
        return empty.wait_for(lock, std::chrono::milliseconds(timeout_ms),
                              [this] { return in_flight.load() == 0; });
    }

    struct Topic {
        rd_kafka_topic_t* native = nullptr;
        Introductions introductions;
    };

    static Introductions& IntroductionsOf(const rd_kafka_topic_t* topic) {
        return *static_cast<Introductions*>(rd_kafka_topic_opaque(topic));
    }

    // The partition that Java clients choose for the same key.
    static std::int32_t Partition(const rd_kafka_topic_t* topic, const void* key, std::size_t size,
                                  std::int32_t count, void* opaque, void* message_opaque) {
        static_cast<Introductions*>(opaque)->SetPartitionCount(count);
        return rd_kafka_msg_partitioner_murmur2(topic, key, size, count, opaque, message_opaque);
    }

    rd_kafka_topic_t* TopicNamed(const std::string& name) {
        const std::lock_guard lock(mutex);
        auto& topic = topics[name];
        if (topic.native != nullptr) return topic.native;
        auto* config = rd_kafka_default_topic_conf_dup(client);
        rd_kafka_topic_conf_set_partitioner_cb(config, Partition);
        rd_kafka_topic_conf_set_opaque(config, &topic.introductions);
        topic.native = rd_kafka_topic_new(client, name.c_str(), config);  // the owner of config now
        if (topic.native == nullptr) {
            topics.erase(name);
            throw std::runtime_error("kafka topic " + name + ": " +
                                     rd_kafka_err2str(rd_kafka_last_error()));
        }
        return topic.native;
    }

    const Delivered delivered;
    rd_kafka_t* client = nullptr;
    std::atomic<std::size_t> in_flight{0};
    std::atomic<bool> fatal{false};
    std::mutex mutex;
    std::condition_variable empty;
    std::map<std::string, Topic> topics;
    std::jthread poller;
};

Producer::Producer(const ProducerOptions& options, Delivered delivered)
    : state_(std::make_unique<State>(options, std::move(delivered))) {}

Producer::~Producer() = default;

bool Producer::Send(const std::string& topic, std::string_view key, std::string_view value,
                    const Headers& headers, std::uint64_t tag) {
    auto* native_topic = state_->TopicNamed(topic);
    auto& introductions = State::IntroductionsOf(native_topic);
    const auto partition = introductions.Admit(key, std::chrono::steady_clock::now());
    if (!partition) return false;
    auto native_headers = ToNative(headers);
    // Counted first: the report may come before producev returns.
    state_->in_flight.fetch_add(1);
    const auto error = rd_kafka_producev(
        state_->client, RD_KAFKA_V_RKT(native_topic),
        RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
        RD_KAFKA_V_KEY(key.empty() ? nullptr : key.data(), key.size()),
        RD_KAFKA_V_VALUE(const_cast<char*>(value.data()), value.size()),
        RD_KAFKA_V_HEADERS(native_headers.get()), RD_KAFKA_V_OPAQUE(ToPointer(tag)),
        RD_KAFKA_V_END);
    if (error == RD_KAFKA_RESP_ERR_NO_ERROR) {
        static_cast<void>(native_headers.release());  // owned by the message now
        return true;
    }
    introductions.End(*partition, false, {});
    state_->Done();
    if (error == RD_KAFKA_RESP_ERR__QUEUE_FULL) return false;
    state_->NoteFatal(state_->client);
    throw std::runtime_error("kafka topic " + topic + ": " + rd_kafka_err2str(error));
}

bool Producer::Flush(int timeout_ms) {
    // Not rd_kafka_flush: that would serve reports on this thread, beside the poller.
    return state_->AwaitEmpty(timeout_ms);
}

}  // namespace clearway::kafka
