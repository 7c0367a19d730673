// SPDX-License-Identifier: Apache-2.0
// What producer, consumer and admin client share: configuration and ownership of librdkafka's
// handles, and its log lines in ours. For the files of this room only.
#pragma once

#include <librdkafka/rdkafka.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace clearway::kafka {

struct ConfigDelete {
    void operator()(rd_kafka_conf_t* config) const { rd_kafka_conf_destroy(config); }
};

class Config {
public:
    // Settings that every client has: brokers, quick reconnection, no Nagle delay, log lines.
    Config(const std::string& brokers, const std::string& client_id);

    // Throws std::runtime_error for a name or value that librdkafka does not know.
    void Set(const char* name, const std::string& value);
    rd_kafka_conf_t* Handle() const { return config_.get(); }

    // Hands the configuration over to a new client. Throws std::runtime_error.
    rd_kafka_t* Create(rd_kafka_type_t type);

private:
    std::unique_ptr<rd_kafka_conf_t, ConfigDelete> config_;
};

// The text of a fatal error of the client, or empty.
std::string FatalError(rd_kafka_t* client);

}  // namespace clearway::kafka
