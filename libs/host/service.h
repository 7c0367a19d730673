// SPDX-License-Identifier: Apache-2.0
// What every gRPC service of the platform has besides its own code: settings, database and schema
// check, runtime, mutual TLS server with health and reflection, graceful stop.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "async/runtime.h"
#include "config/environment.h"
#include "host/program.h"
#include "postgres/migrator.h"
#include "postgres/partitions.h"
#include "rpc/credentials.h"

namespace grpc {
class Service;
}

namespace clearway::rpc {
class Adapter;
}

namespace clearway::host {

struct ServiceSettings {
    config::HostPort listen;
    std::string database_url;
    std::string kafka_brokers;
    std::string instance;  // CLEARWAY_INSTANCE: stable name of this replica, default "<service>-0"
    rpc::TlsFiles tls;
    std::string operator_log_key;  // CLEARWAY_OPERATOR_LOG_KEY: file, for events::OperatorLog
    std::chrono::milliseconds drain_limit{10'000};
    int keep_months = 0;  // CLEARWAY_RETENTION_MONTHS: older partitions are archived; 0: none ever

    static ServiceSettings Read(config::Environment& environment, const std::string& service);
};

// The address of another service (CLEARWAY_PEER_<NAME>).
std::string PeerAddress(config::Environment& environment, const std::string& peer);

// The gRPC server of a process: the given services, the stream that carries their calls in frames,
// health (every service SERVING once started, NOT_SERVING while draining) and reflection. Throws
// when the port cannot be had.
class RpcServer {
public:
    RpcServer(const ServiceSettings& settings, rpc::Adapter& adapter,
              const std::vector<grpc::Service*>& services);
    ~RpcServer();  // Drain()s

    int Port() const;  // the bound port, for listen on port 0
    // Refuses new calls, waits for running ones until the limit, then cancels them. Idempotent.
    void Drain();

private:
    struct State;
    std::unique_ptr<State> state_;
};

inline constexpr int kKeepMonthsMax = 1200;

// RunProgram for a service: `build` makes the application from settings that are already checked;
// `migrations` are the steps of `migrate`, and `serve` refuses a database that lacks one.
// Partitions of `partitioned` are made ahead by `migrate` and while the service runs, which does
// not start when the present month has none and none can be made.
struct Service {
    std::string name;
    std::string purpose;
    std::vector<postgres::Migration> migrations;
    // Reads the service's own settings, hands back a builder (see Program::configure).
    std::function<std::function<std::unique_ptr<Application>(const ServiceSettings&)>(
        config::Environment&)>
        configure;
    std::vector<std::pair<std::string, std::string>> settings = {};
    std::vector<postgres::PartitionedTable> partitioned = {};
    std::vector<Command> commands = {};
};

int RunService(int argc, char** argv, const Service& service);

}  // namespace clearway::host
