// SPDX-License-Identifier: Apache-2.0
#include "gateway/app.h"

#include "telemetry/log.h"

namespace clearway::gateway {

App::App(Config config, std::shared_ptr<const RouteTable> routes)
    : config_(std::move(config)),
      routes_(std::move(routes)),
      upstream_(config_.peers, config_.tls),
      pipeline_(*routes_, *config_.partners, config_.shed, upstream_),
      server_(config_.server, pipeline_) {
    log::Info("the gateway listens", {{"port", server_.Port()},
                                      {"partners", config_.partners->Size()},
                                      {"routes", routes_->Routes().size()}});
}

App::~App() {
    Drain();
    // Calls that outlived the drain end at their deadline; their coroutines live on the server's
    // threads, which therefore go last.
    upstream_.Stop();
}

void App::Drain() {
    if (draining_.exchange(true)) return;
    if (!server_.Drain(config_.drain_limit))
        log::Warn("connections were cut at the end of the drain limit");
}

}  // namespace clearway::gateway
