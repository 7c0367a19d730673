// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>

#include "host/service.h"

namespace clearway::host {

ServiceSettings ServiceSettings::Read(config::Environment& environment,
                                      const std::string& service) {
    ServiceSettings settings;
    settings.listen = environment.Address("CLEARWAY_LISTEN");
    settings.database_url = environment.Text("CLEARWAY_DATABASE_URL");
    settings.kafka_brokers = environment.Text("CLEARWAY_KAFKA_BROKERS");
    settings.instance = environment.Text("CLEARWAY_INSTANCE", service + "-0");
    settings.tls.ca = environment.File("CLEARWAY_TLS_CA");
    settings.tls.certificate = environment.File("CLEARWAY_TLS_CERT");
    settings.tls.key = environment.File("CLEARWAY_TLS_KEY");
    settings.operator_log_key = environment.File("CLEARWAY_OPERATOR_LOG_KEY");
    settings.drain_limit = environment.Millis("CLEARWAY_DRAIN_LIMIT", settings.drain_limit);
    settings.keep_months = static_cast<int>(
        environment.Integer("CLEARWAY_RETENTION_MONTHS", 0, 0, kKeepMonthsMax));
    return settings;
}

std::string PeerAddress(config::Environment& environment, const std::string& peer) {
    std::string name = "CLEARWAY_PEER_";
    for (const char c : peer)
        name += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return environment.Address(name).ToString();
}

}  // namespace clearway::host
