// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <vector>

#include "kafka/client.h"
#include "kafka/producer.h"

namespace clearway::kafka {
namespace {

// How long the broker may take to make a new topic known everywhere before it answers.
constexpr int kPropagationMs = 5000;
constexpr int kReplicationOfTheBroker = -1;

template <class T, void (*kDestroy)(T*)>
struct Destroy {
    void operator()(T* object) const { kDestroy(object); }
};
template <class T, void (*kDestroy)(T*)>
using Owned = std::unique_ptr<T, Destroy<T, kDestroy>>;

using Client = Owned<rd_kafka_t, rd_kafka_destroy>;
using NewTopic = Owned<rd_kafka_NewTopic_t, rd_kafka_NewTopic_destroy>;
using Queue = Owned<rd_kafka_queue_t, rd_kafka_queue_destroy>;
using Options = Owned<rd_kafka_AdminOptions_t, rd_kafka_AdminOptions_destroy>;
using Event = Owned<rd_kafka_event_t, rd_kafka_event_destroy>;

void Check(rd_kafka_resp_err_t error, const char* detail, const std::string& topic) {
    if (error == RD_KAFKA_RESP_ERR_NO_ERROR || error == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS)
        return;
    throw std::runtime_error("kafka topics: " + topic + (topic.empty() ? "" : ": ") +
                             (detail != nullptr ? detail : rd_kafka_err2str(error)));
}

void CheckResult(rd_kafka_event_t* event) {
    Check(rd_kafka_event_error(event), rd_kafka_event_error_string(event), {});
    std::size_t count = 0;
    const auto* result = rd_kafka_event_CreateTopics_result(event);
    const auto* const* topics = rd_kafka_CreateTopics_result_topics(result, &count);
    for (std::size_t i = 0; i < count; ++i)
        Check(rd_kafka_topic_result_error(topics[i]), rd_kafka_topic_result_error_string(topics[i]),
              rd_kafka_topic_result_name(topics[i]));
}

}  // namespace

void EnsureTopics(const std::string& brokers, const std::vector<std::string>& topics,
                  int partitions, int timeout_ms) {
    if (topics.empty()) return;
    const Client client(Config(brokers, "clearway-topics").Create(RD_KAFKA_PRODUCER));
    std::vector<NewTopic> wanted;
    std::vector<rd_kafka_NewTopic_t*> pointers;
    for (const auto& topic : topics) {
        wanted.emplace_back(rd_kafka_NewTopic_new(topic.c_str(), partitions,
                                                  kReplicationOfTheBroker, nullptr, 0));
        if (!wanted.back()) throw std::runtime_error("kafka topics: refused: " + topic);
        pointers.push_back(wanted.back().get());
    }
    const Queue queue(rd_kafka_queue_new(client.get()));
    const Options options(rd_kafka_AdminOptions_new(client.get(), RD_KAFKA_ADMIN_OP_CREATETOPICS));
    rd_kafka_AdminOptions_set_request_timeout(options.get(), timeout_ms, nullptr, 0);
    rd_kafka_AdminOptions_set_operation_timeout(options.get(), kPropagationMs, nullptr, 0);
    rd_kafka_CreateTopics(client.get(), pointers.data(), pointers.size(), options.get(),
                          queue.get());
    // The request's own limit comes first; this one only guards against a lost answer.
    const Event event(rd_kafka_queue_poll(queue.get(), timeout_ms + 2 * kPropagationMs));
    if (!event) throw std::runtime_error("kafka topics: the brokers do not answer");
    CheckResult(event.get());
}

}  // namespace clearway::kafka
