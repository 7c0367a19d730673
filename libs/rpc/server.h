// SPDX-License-Identifier: Apache-2.0
// A gRPC server with mutual TLS, health and reflection. Which services it serves and when it stops
// is decided by its owner.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "rpc/credentials.h"

namespace grpc {
class Service;
}

namespace clearway::rpc {

class CallStreamService;

class Server {
public:
    // Listens and serves when it returns. `address` is host:port, port 0 for any free one. `stream`
    // carries the same calls in frames; every call of `services` must have been offered to it.
    // Throws std::runtime_error when the port cannot be had.
    Server(const std::string& address, const TlsFiles& tls,
           const std::vector<grpc::Service*>& services, CallStreamService* stream = nullptr);
    ~Server();  // drains without a grace period

    int Port() const;
    // Health turns to NOT_SERVING, new calls are refused, running ones have until the limit before
    // they are cancelled. Returns when every handler has ended. Idempotent.
    void Drain(std::chrono::milliseconds limit);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace clearway::rpc
