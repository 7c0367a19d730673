// SPDX-License-Identifier: Apache-2.0
// One connection from handshake to close. The only source that instantiates TLS streams is behind
// this header, which is why it names none. Internal to net/.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <memory>

#include "gateway/net/live_count.h"
#include "gateway/net/server.h"
#include "gateway/net/worker.h"

namespace clearway::gateway::net {

// What all connections share: the TLS context, the limits, the handler.
struct SessionShared;

class SessionFactory {
public:
    SessionFactory(const ServerOptions& options, Handler& handler);
    ~SessionFactory();

    // Runs the connection on the worker to its end. `live` counts it while it lives, `shaking` until
    // its handshake is over.
    void Start(Worker& worker, boost::asio::ip::tcp::socket socket, LiveCount& live,
               LiveCount& shaking);

private:
    std::shared_ptr<SessionShared> shared_;
};

}  // namespace clearway::gateway::net
