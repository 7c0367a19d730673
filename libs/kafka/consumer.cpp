// SPDX-License-Identifier: Apache-2.0
#include "kafka/consumer.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>

#include "kafka/client.h"
#include "telemetry/log.h"

namespace clearway::kafka {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr char kGatheredBytes[] = "262144";

struct PartitionsDelete {
    void operator()(rd_kafka_topic_partition_list_t* list) const {
        rd_kafka_topic_partition_list_destroy(list);
    }
};
using Partitions = std::unique_ptr<rd_kafka_topic_partition_list_t, PartitionsDelete>;

struct MessageDelete {
    void operator()(rd_kafka_message_t* message) const { rd_kafka_message_destroy(message); }
};
using NativeMessage = std::unique_ptr<rd_kafka_message_t, MessageDelete>;

std::string ToText(const void* data, std::size_t size) {
    return data == nullptr ? std::string() : std::string(static_cast<const char*>(data), size);
}

Headers ReadHeaders(const rd_kafka_message_t* message) {
    Headers headers;
    rd_kafka_headers_t* native = nullptr;
    if (rd_kafka_message_headers(message, &native) != RD_KAFKA_RESP_ERR_NO_ERROR) return headers;
    headers.reserve(rd_kafka_header_cnt(native));
    const char* name = nullptr;
    const void* value = nullptr;
    std::size_t size = 0;
    for (std::size_t i = 0; rd_kafka_header_get_all(native, i, &name, &value, &size) ==
                            RD_KAFKA_RESP_ERR_NO_ERROR;
         ++i)
        headers.emplace_back(name, ToText(value, size));
    return headers;
}

Message ToMessage(const rd_kafka_message_t* native) {
    return {.topic = rd_kafka_topic_name(native->rkt),
            .partition = native->partition,
            .offset = native->offset,
            .key = ToText(native->key, native->key_len),
            .value = ToText(native->payload, native->len),
            .headers = ReadHeaders(native)};
}

}  // namespace

struct Consumer::State {
    State(const ConsumerOptions& options, Assigned callback) : assigned(std::move(callback)) {
        Config config(options.brokers, options.group);
        config.Set("group.id", options.group);
        if (!options.instance.empty()) config.Set("group.instance.id", options.instance);
        config.Set("enable.auto.commit", "false");
        config.Set("enable.auto.offset.store", "false");
        // Where a position is gone (the log was cut or begun anew), start with what there is.
        config.Set("auto.offset.reset", "earliest");
        // Eager: every change of the group hands in all positions anew, so what was polled and not
        // applied before the change can be dropped as a whole.
        config.Set("partition.assignment.strategy", "range");
        // The least that brokers allow: a killed member is replaced within seconds.
        config.Set("session.timeout.ms", "6000");
        config.Set("heartbeat.interval.ms", "1500");
        const bool gathers = options.gather_ms > 0;
        config.Set("fetch.min.bytes", gathers ? kGatheredBytes : "1");
        config.Set("fetch.wait.max.ms", std::to_string(gathers ? options.gather_ms : 100));
        config.Set("fetch.error.backoff.ms", "100");
        config.Set("topic.metadata.refresh.interval.ms", "10000");
        rd_kafka_conf_set_opaque(config.Handle(), this);
        rd_kafka_conf_set_rebalance_cb(config.Handle(), &State::OnRebalance);
        client = config.Create(RD_KAFKA_CONSUMER);
        rd_kafka_poll_set_consumer(client);
        Subscribe(options.topics);
    }

    ~State() {
        rd_kafka_consumer_close(client);
        rd_kafka_destroy(client);
    }

    void Subscribe(const std::vector<std::string>& topics) {
        const Partitions list(rd_kafka_topic_partition_list_new(static_cast<int>(topics.size())));
        for (const auto& topic : topics)
            rd_kafka_topic_partition_list_add(list.get(), topic.c_str(), RD_KAFKA_PARTITION_UA);
        const auto error = rd_kafka_subscribe(client, list.get());
        if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
            rd_kafka_destroy(client);
            throw std::runtime_error(std::string("kafka subscription: ") +
                                     rd_kafka_err2str(error));
        }
    }

    // Runs inside rd_kafka_consumer_poll, on the polling thread.
    static void OnRebalance(rd_kafka_t*, rd_kafka_resp_err_t event,
                            rd_kafka_topic_partition_list_t* list, void* opaque) {
        auto& state = *static_cast<State*>(opaque);
        // Read before the change and not handed out: it comes again from the positions.
        state.batch.clear();
        if (event != RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
            state.pending.reset();
            state.has_assignment.store(false);
            rd_kafka_assign(state.client, nullptr);
            return;
        }
        state.pending.reset(rd_kafka_topic_partition_list_copy(list));
        // Nothing may be thrown through librdkafka's frames: Poll throws it later.
        try {
            state.CompleteAssignment();
        } catch (...) {
            state.failure = std::current_exception();
            rd_kafka_yield(state.client);
        }
    }

    // Asks for the positions and starts fetching. When asking fails, the assignment stays pending
    // and the next Poll asks again; the group waits meanwhile.
    void CompleteAssignment() {
        if (!pending) return;
        std::vector<TopicPartition> partitions;
        for (int i = 0; i < pending->cnt; ++i)
            partitions.emplace_back(pending->elems[i].topic, pending->elems[i].partition);
        const auto offsets = assigned(partitions);
        if (offsets.size() != partitions.size())
            throw std::logic_error("kafka assignment: one offset a partition is needed");
        for (int i = 0; i < pending->cnt; ++i) {
            const auto offset = offsets[static_cast<std::size_t>(i)];
            pending->elems[i].offset = offset < 0 ? RD_KAFKA_OFFSET_BEGINNING : offset;
        }
        const auto error = rd_kafka_assign(client, pending.get());
        pending.reset();
        if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
            throw std::runtime_error(std::string("kafka assignment: ") + rd_kafka_err2str(error));
        has_assignment.store(true);
    }

    // One message into the batch; false when there was none within the time.
    bool Take(int timeout_ms) {
        const NativeMessage message(rd_kafka_consumer_poll(client, timeout_ms));
        if (failure) std::rethrow_exception(std::exchange(failure, nullptr));
        if (!message) return false;
        if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR)
            batch.push_back(ToMessage(message.get()));
        else
            NoteError(*message);
        return true;
    }

    void NoteError(const rd_kafka_message_t& message) {
        if (message.err == RD_KAFKA_RESP_ERR__FATAL || !FatalError(client).empty())
            throw std::runtime_error("kafka consumer failed for good: " + FatalError(client));
        log::Warn("kafka consumer error", {{"code", rd_kafka_err2name(message.err)},
                                           {"detail", rd_kafka_message_errstr(&message)}});
    }

    const Assigned assigned;
    rd_kafka_t* client = nullptr;
    Partitions pending;
    std::exception_ptr failure;
    std::vector<Message> batch;
    std::atomic<bool> has_assignment{false};
};

Consumer::Consumer(const ConsumerOptions& options, Assigned assigned)
    : state_(std::make_unique<State>(options, std::move(assigned))) {}

Consumer::~Consumer() = default;

std::vector<Message> Consumer::Poll(std::size_t max, int timeout_ms) {
    state_->CompleteAssignment();
    const auto deadline = steady_clock::now() + milliseconds(timeout_ms);
    while (state_->batch.empty()) {
        const auto left = std::chrono::ceil<milliseconds>(deadline - steady_clock::now()).count();
        if (!state_->Take(static_cast<int>(std::max<std::int64_t>(left, 0))) && left <= 0) break;
    }
    while (!state_->batch.empty() && state_->batch.size() < max && state_->Take(0)) {
    }
    return std::exchange(state_->batch, {});
}

bool Consumer::HasAssignment() const { return state_->has_assignment.load(); }

}  // namespace clearway::kafka
