// SPDX-License-Identifier: Apache-2.0
// The HTTPS server: mutual TLS, HTTP/1.1 with keep-alive and pipelining, limits on everything that
// a client can make big or slow, graceful drain. Must not know a route or a partner.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "gateway/net/handler.h"
#include "gateway/net/request_reader.h"
#include "gateway/net/session_tickets.h"

namespace clearway::gateway::net {

struct Timeouts {
    std::chrono::milliseconds handshake{5'000};
    std::chrono::milliseconds header{10'000};  // from its first byte to its last
    std::chrono::milliseconds body{15'000};
    std::chrono::milliseconds idle{60'000};
    std::chrono::milliseconds write{15'000};
    std::chrono::milliseconds close{1'000};
    std::chrono::milliseconds tick{100};  // how exact all of these are
    // After an answer that held a request back, before the next one is read; doubles in a row.
    std::chrono::milliseconds rest_min{20};
    std::chrono::milliseconds rest_max{1'000};
};

// A handshake costs about a millisecond of a core.
struct HandshakeLimits {
    std::size_t in_flight_max = 512;        // waiting or under way; above it a connection is closed
    std::chrono::microseconds between{5'000};  // on a thread, once the burst is used up
    std::int64_t burst = 16;
};

struct ServerOptions {
    std::string host;
    std::uint16_t port;  // 0: any free port
    std::string ca_file;
    std::string certificate_file;
    std::string key_file;
    std::size_t threads;
    std::size_t connections_max = 4096;
    HandshakeLimits handshakes = {};
    SessionTickets::Clock ticket_clock = std::chrono::system_clock::now;
    MessageLimits limits = {};
    Timeouts timeouts = {};
};

class Server {
public:
    // Listens when the constructor returns. Throws when the port or a file cannot be had.
    Server(const ServerOptions& options, Handler& handler);
    ~Server();  // cuts what still runs

    std::uint16_t Port() const;
    std::size_t Connections() const;
    // Accepts nothing more, closes idle connections, lets running requests end until the limit and
    // cuts the rest. Idempotent. True when nothing had to be cut.
    bool Drain(std::chrono::milliseconds limit);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace clearway::gateway::net
