// SPDX-License-Identifier: Apache-2.0
// Topics as tests of this room need them: made with a setting, changed, deleted.
#pragma once

#include <librdkafka/rdkafka.h>

#include <array>
#include <memory>
#include <stdexcept>
#include <string>

namespace clearway::events {

// One setting a topic is enough here.
struct TopicSetting {
    const char* name;
    const char* value;
};

class Topics {
public:
    explicit Topics(const std::string& brokers) {
        std::array<char, 512> reason{};
        auto* config = rd_kafka_conf_new();
        rd_kafka_conf_set(config, "bootstrap.servers", brokers.c_str(), reason.data(), reason.size());
        client_.reset(rd_kafka_new(RD_KAFKA_PRODUCER, config, reason.data(), reason.size()));
        if (!client_) throw std::runtime_error(reason.data());
    }

    void Create(const std::string& topic, int partitions, TopicSetting setting = {}) {
        auto* wanted = rd_kafka_NewTopic_new(topic.c_str(), partitions, 1, nullptr, 0);
        if (setting.name != nullptr) rd_kafka_NewTopic_set_config(wanted, setting.name, setting.value);
        const auto answer = Ask([&](auto* queue) {
            rd_kafka_CreateTopics(client_.get(), &wanted, 1, nullptr, queue);
        });
        rd_kafka_NewTopic_destroy(wanted);
        std::size_t count = 0;
        const auto* result = rd_kafka_event_CreateTopics_result(answer.get());
        Check(rd_kafka_topic_result_error(*rd_kafka_CreateTopics_result_topics(result, &count)));
    }

    void Set(const std::string& topic, TopicSetting setting) {
        auto* change = rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic.c_str());
        rd_kafka_ConfigResource_set_config(change, setting.name, setting.value);
        const auto answer = Ask([&](auto* queue) {
            rd_kafka_AlterConfigs(client_.get(), &change, 1, nullptr, queue);
        });
        rd_kafka_ConfigResource_destroy(change);
        std::size_t count = 0;
        const auto* result = rd_kafka_event_AlterConfigs_result(answer.get());
        Check(rd_kafka_ConfigResource_error(*rd_kafka_AlterConfigs_result_resources(result, &count)));
    }

    void Delete(const std::string& topic) {
        auto* unwanted = rd_kafka_DeleteTopic_new(topic.c_str());
        const auto answer = Ask([&](auto* queue) {
            rd_kafka_DeleteTopics(client_.get(), &unwanted, 1, nullptr, queue);
        });
        rd_kafka_DeleteTopic_destroy(unwanted);
        std::size_t count = 0;
        const auto* result = rd_kafka_event_DeleteTopics_result(answer.get());
        Check(rd_kafka_topic_result_error(*rd_kafka_DeleteTopics_result_topics(result, &count)));
    }

private:
    template <class T, void (*kDestroy)(T*)>
    struct Destroy {
        void operator()(T* object) const { kDestroy(object); }
    };
    template <class T, void (*kDestroy)(T*)>
    using Owned = std::unique_ptr<T, Destroy<T, kDestroy>>;
    using Event = Owned<rd_kafka_event_t, rd_kafka_event_destroy>;

    template <class Request>
    Event Ask(Request request) {
        const Owned<rd_kafka_queue_t, rd_kafka_queue_destroy> queue(rd_kafka_queue_new(client_.get()));
        request(queue.get());
        Event answer(rd_kafka_queue_poll(queue.get(), 30'000));
        if (!answer) throw std::runtime_error("kafka does not answer");
        Check(rd_kafka_event_error(answer.get()));
        return answer;
    }

    static void Check(rd_kafka_resp_err_t error) {
        if (error != RD_KAFKA_RESP_ERR_NO_ERROR) throw std::runtime_error(rd_kafka_err2str(error));
    }

    Owned<rd_kafka_t, rd_kafka_destroy> client_;
};

}  // namespace clearway::events
