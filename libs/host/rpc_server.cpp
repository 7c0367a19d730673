// SPDX-License-Identifier: Apache-2.0
#include "host/service.h"
#include "host/start_failure.h"
#include "rpc/adapter.h"
#include "rpc/server.h"
#include "telemetry/log.h"

namespace clearway::host {

struct RpcServer::State {
    rpc::Server server;
    std::chrono::milliseconds drain_limit;
};

RpcServer::RpcServer(const ServiceSettings& settings, rpc::Adapter& adapter,
                     const std::vector<grpc::Service*>& services) try
    : state_(new State{
          .server = {settings.listen.ToString(), settings.tls, services, &adapter.Stream()},
          .drain_limit = settings.drain_limit}) {
    log::Info("serving calls", {{"port", state_->server.Port()}});
} catch (const std::exception& failure) {
    throw StartFailure(failure.what(),
                       "free the port or change CLEARWAY_LISTEN, and check CLEARWAY_TLS_*");
}

RpcServer::~RpcServer() { Drain(); }

int RpcServer::Port() const { return state_->server.Port(); }

void RpcServer::Drain() { state_->server.Drain(state_->drain_limit); }

}  // namespace clearway::host
