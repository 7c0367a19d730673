// SPDX-License-Identifier: Apache-2.0
// The admin port of a process: GET /healthz, /readyz, /metrics over plain HTTP, for loopback only.
// Nothing that changes anything is served here.
#pragma once

#include <functional>
#include <memory>

#include "config/environment.h"

namespace clearway::host {

class AdminServer {
public:
    // `ready` is called from the server's threads. Throws std::runtime_error when the port cannot
    // be had.
    AdminServer(const config::HostPort& listen, std::function<bool()> ready);
    ~AdminServer();

    int Port() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace clearway::host
