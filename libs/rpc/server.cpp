// SPDX-License-Identifier: Apache-2.0
#include "rpc/server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/impl/server_builder_option.h>
#include <grpcpp/impl/server_builder_plugin.h>
#include <grpcpp/impl/server_initializer.h>
#include <grpcpp/resource_quota.h>

#include <mutex>
#include <stdexcept>

#include "rpc/call_stream_service.h"
#include "rpc/grpc_setup.h"

namespace clearway::rpc {
namespace {

constexpr int kMessageBytesMax = 1 << 20;
constexpr std::size_t kMemoryBytesMax = 256u << 20;
constexpr int kThreadsMax = 64;

// Learns the names of the registered services: grpc::Service does not tell its own.
class ReadServiceNames final : public grpc::ServerBuilderPlugin {
public:
    explicit ReadServiceNames(std::vector<std::string>& names) : names_(names) {}
    std::string name() override { return "clearway.service_names"; }
    void InitServer(grpc::ServerInitializer*) override {}
    void Finish(grpc::ServerInitializer* server) override { names_ = *server->GetServiceList(); }
    void ChangeArguments(const std::string&, void*) override {}

private:
    std::vector<std::string>& names_;
};

class ReadNamesOption final : public grpc::ServerBuilderOption {
public:
    explicit ReadNamesOption(std::vector<std::string>& names) : names_(names) {}
    void UpdateArguments(grpc::ChannelArguments*) override {}
    void UpdatePlugins(std::vector<std::unique_ptr<grpc::ServerBuilderPlugin>>* plugins) override {
        plugins->push_back(std::make_unique<ReadServiceNames>(names_));
    }

private:
    std::vector<std::string>& names_;
};

void Configure(grpc::ServerBuilder& builder) {
    builder.SetMaxReceiveMessageSize(kMessageBytesMax);
    grpc::ResourceQuota quota("clearway");
    quota.Resize(kMemoryBytesMax);
    quota.SetMaxThreads(kThreadsMax);
    builder.SetResourceQuota(quota);
    // A taken port is an error, not a second listener.
    builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
    // Our clients ping every 20 s, also while idle.
    builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
    builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 5'000);
}

}  // namespace

struct Server::State {
    int port = 0;
    std::vector<std::string> names;
    CallStreamService* stream = nullptr;
    std::unique_ptr<grpc::Server> server;
    std::once_flag drained;

    void SetServing(bool serving) {
        auto* health = server->GetHealthCheckService();
        if (health == nullptr) return;
        health->SetServingStatus(serving);
        for (const auto& name : names) health->SetServingStatus(name, serving);
    }
};

Server::Server(const std::string& address, const TlsFiles& tls,
               const std::vector<grpc::Service*>& services, CallStreamService* stream)
    : state_(std::make_unique<State>()) {
    state_->stream = stream;
    SetUpGrpc();
    grpc::EnableDefaultHealthCheckService(true);
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
    grpc::ServerBuilder builder;
    Configure(builder);
    builder.SetOption(std::make_unique<ReadNamesOption>(state_->names));
    builder.AddListeningPort(address, MakeServerCredentials(tls), &state_->port);
    for (auto* service : services) builder.RegisterService(service);
    if (stream != nullptr) builder.RegisterService(stream);
    state_->server = builder.BuildAndStart();
    if (!state_->server || state_->port == 0)
        throw std::runtime_error("cannot listen on " + address);
    if (stream != nullptr) stream->RequireOffered(state_->names);
    state_->SetServing(true);
}

Server::~Server() { Drain(std::chrono::milliseconds(0)); }

int Server::Port() const { return state_->port; }

void Server::Drain(std::chrono::milliseconds limit) {
    if (!state_->server) return;
    std::call_once(state_->drained, [&] {
        state_->SetServing(false);
        if (state_->stream != nullptr) state_->stream->Drain();
        state_->server->Shutdown(std::chrono::system_clock::now() + limit);
    });
}

}  // namespace clearway::rpc
