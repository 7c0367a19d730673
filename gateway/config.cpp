// SPDX-License-Identifier: Apache-2.0
#include "gateway/config.h"

#include <algorithm>
#include <stdexcept>
#include <thread>

namespace clearway::gateway {
namespace {

using std::chrono::milliseconds;

net::ServerOptions ReadServer(config::Environment& environment, const rpc::TlsFiles& tls) {
    const auto cores = std::max<std::int64_t>(1, std::thread::hardware_concurrency());
    net::ServerOptions server{.host = environment.Text("CLEARWAY_GATEWAY_HOST", "127.0.0.1"),
                              .port = static_cast<std::uint16_t>(
                                  environment.Integer("CLEARWAY_GATEWAY_PORT", 8443, 0, 65535)),
                              .ca_file = tls.ca,
                              .certificate_file = tls.certificate,
                              .key_file = tls.key,
                              .threads = static_cast<std::size_t>(
                                  environment.Integer("CLEARWAY_GATEWAY_THREADS", cores, 1, 256))};
    server.connections_max = static_cast<std::size_t>(
        environment.Integer("CLEARWAY_GATEWAY_CONNECTIONS_MAX", 4096, 1, 1'000'000));
    server.handshakes.in_flight_max = static_cast<std::size_t>(
        environment.Integer("CLEARWAY_GATEWAY_HANDSHAKES_MAX", 512, 1, 1'000'000));
    server.handshakes.between = std::chrono::microseconds(
        1'000'000 / environment.Integer("CLEARWAY_GATEWAY_HANDSHAKES_PER_SECOND", 200, 1, 100'000));
    auto& timeouts = server.timeouts;
    timeouts.handshake =
        environment.Millis("CLEARWAY_GATEWAY_HANDSHAKE_TIMEOUT_MS", timeouts.handshake);
    timeouts.header = environment.Millis("CLEARWAY_GATEWAY_HEADER_TIMEOUT_MS", timeouts.header);
    timeouts.body = environment.Millis("CLEARWAY_GATEWAY_BODY_TIMEOUT_MS", timeouts.body);
    timeouts.idle = environment.Millis("CLEARWAY_GATEWAY_IDLE_TIMEOUT_MS", timeouts.idle);
    return server;
}

std::vector<upstream::Peer> ReadPeers(config::Environment& environment, const RouteTable& routes) {
    std::vector<upstream::Peer> peers;
    for (const auto& route : routes.Routes()) {
        const auto known = [&route](const upstream::Peer& peer) {
            return peer.service == route.service;
        };
        if (std::any_of(peers.begin(), peers.end(), known)) continue;
        std::string name = "CLEARWAY_PEER_" + route.service;
        for (char& c : name)
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
        peers.push_back({route.service, environment.Address(name).ToString()});
    }
    return peers;
}

std::shared_ptr<policy::PartnerRegistry> ReadPartners(config::Environment& environment) {
    const std::string path = environment.File("CLEARWAY_PARTNERS_FILE");
    if (path.empty()) return nullptr;
    try {
        return std::make_shared<policy::PartnerRegistry>(policy::PartnerRegistry::Load(path));
    } catch (const std::runtime_error& error) {
        environment.Fault("CLEARWAY_PARTNERS_FILE", error.what());
        return nullptr;
    }
}

}  // namespace

Config ReadConfig(config::Environment& environment, const RouteTable& routes) {
    const rpc::TlsFiles tls{.ca = environment.File("CLEARWAY_TLS_CA"),
                            .certificate = environment.File("CLEARWAY_TLS_CERT"),
                            .key = environment.File("CLEARWAY_TLS_KEY")};
    Config config{
        .server = ReadServer(environment, tls),
        .tls = tls,
        .peers = ReadPeers(environment, routes),
        .partners = ReadPartners(environment),
        .shed = {},
        .drain_limit = environment.Millis("CLEARWAY_GATEWAY_DRAIN_MS", milliseconds(10'000))};
    config.shed.in_flight_max =
        environment.Integer("CLEARWAY_GATEWAY_IN_FLIGHT_MAX", 1024, 1, 1'000'000);
    return config;
}

std::vector<std::pair<std::string, std::string>> SettingsHelp() {
    return {
        {"CLEARWAY_GATEWAY_HOST", "IP address to listen on, default 127.0.0.1"},
        {"CLEARWAY_GATEWAY_PORT", "port of the REST API, default 8443"},
        {"CLEARWAY_GATEWAY_THREADS", "io threads, default one a core"},
        {"CLEARWAY_GATEWAY_CONNECTIONS_MAX", "connections at once, default 4096"},
        {"CLEARWAY_GATEWAY_HANDSHAKES_MAX", "new connections at once, default 512"},
        {"CLEARWAY_GATEWAY_HANDSHAKES_PER_SECOND", "begun on an io thread, default 200"},
        {"CLEARWAY_GATEWAY_IN_FLIGHT_MAX", "requests at once before load is shed, default 1024"},
        {"CLEARWAY_GATEWAY_HANDSHAKE_TIMEOUT_MS", "TLS handshake, default 5000"},
        {"CLEARWAY_GATEWAY_HEADER_TIMEOUT_MS", "a request's header, default 10000"},
        {"CLEARWAY_GATEWAY_BODY_TIMEOUT_MS", "a request's body, default 15000"},
        {"CLEARWAY_GATEWAY_IDLE_TIMEOUT_MS", "a connection without a request, default 60000"},
        {"CLEARWAY_GATEWAY_DRAIN_MS", "time for running requests at SIGTERM, default 10000"},
        {"CLEARWAY_TLS_CA", "PEM: who may issue certificates of partners and services"},
        {"CLEARWAY_TLS_CERT", "PEM: the gateway's certificate, as server and as client"},
        {"CLEARWAY_TLS_KEY", "PEM: its key"},
        {"CLEARWAY_PARTNERS_FILE", "registered partners, JSON"},
        {"CLEARWAY_PEER_<SERVICE>", "host:port of each service that has a route"},
    };
}

}  // namespace clearway::gateway
