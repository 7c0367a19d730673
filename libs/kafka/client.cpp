// SPDX-License-Identifier: Apache-2.0
#include "kafka/client.h"

#include <array>

#include "telemetry/log.h"

namespace clearway::kafka {
namespace {

constexpr int kSyslogError = 3;
constexpr int kSyslogNotice = 5;

// librdkafka's complaints are about brokers that went away and come back: for somebody to look at
// by day. The fatal ones are reported by their owners as errors.
void WriteLog(const rd_kafka_t* client, int level, const char* facility, const char* text) {
    if (level > kSyslogNotice) return;
    log::Write(level <= kSyslogError ? log::Level::kWarn : log::Level::kInfo, "kafka client",
               {{"client", rd_kafka_name(client)}, {"facility", facility}, {"detail", text}});
}

// Without a callback each of these is a log line on stderr in another format.
void WriteError(rd_kafka_t* client, int code, const char* reason, void*) {
    log::Warn("kafka client error",
              {{"client", rd_kafka_name(client)},
               {"code", rd_kafka_err2name(static_cast<rd_kafka_resp_err_t>(code))},
               {"detail", reason}});
}

}  // namespace

Config::Config(const std::string& brokers, const std::string& client_id)
    : config_(rd_kafka_conf_new()) {
    Set("bootstrap.servers", brokers);
    if (!client_id.empty()) Set("client.id", client_id);
    Set("socket.nagle.disable", "true");
    // A broker that was restarted should be found again within a second, not within ten.
    Set("reconnect.backoff.ms", "50");
    Set("reconnect.backoff.max.ms", "1000");
    // Log lines wait for poll too: no thread of librdkafka ever runs our code.
    Set("log.queue", "true");
    rd_kafka_conf_set_log_cb(Handle(), WriteLog);
    rd_kafka_conf_set_error_cb(Handle(), WriteError);
}

void Config::Set(const char* name, const std::string& value) {
    std::array<char, 512> reason{};
    if (rd_kafka_conf_set(Handle(), name, value.c_str(), reason.data(), reason.size()) !=
        RD_KAFKA_CONF_OK)
        throw std::runtime_error(std::string("kafka setting ") + name + ": " + reason.data());
}

rd_kafka_t* Config::Create(rd_kafka_type_t type) {
    std::array<char, 512> reason{};
    auto* client = rd_kafka_new(type, Handle(), reason.data(), reason.size());
    if (client == nullptr)
        throw std::runtime_error(std::string("kafka client: ") + reason.data());
    static_cast<void>(config_.release());  // owned by the client now
    rd_kafka_set_log_queue(client, nullptr);
    return client;
}

std::string FatalError(rd_kafka_t* client) {
    std::array<char, 512> reason{};
    const auto code = rd_kafka_fatal_error(client, reason.data(), reason.size());
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return {};
    return std::string(rd_kafka_err2name(code)) + ": " + reason.data();
}

}  // namespace clearway::kafka
