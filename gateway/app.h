// SPDX-License-Identifier: Apache-2.0
// The gateway put together. Parts are named in the order in which they start; they stop the other
// way round.
#pragma once

#include <atomic>
#include <memory>

#include "gateway/config.h"
#include "gateway/net/server.h"
#include "gateway/pipeline.h"
#include "gateway/upstream/upstream.h"
#include "host/program.h"

namespace clearway::gateway {

class App final : public host::Application {
public:
    App(Config config, std::shared_ptr<const RouteTable> routes);
    ~App() override;

    bool Ready() override { return !draining_; }
    void Drain() override;
    std::uint16_t Port() const { return server_.Port(); }

private:
    const Config config_;
    const std::shared_ptr<const RouteTable> routes_;
    std::atomic<bool> draining_{false};
    upstream::Upstream upstream_;
    Pipeline pipeline_;
    net::Server server_;
};

}  // namespace clearway::gateway
