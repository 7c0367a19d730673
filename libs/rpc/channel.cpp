// SPDX-License-Identifier: Apache-2.0
#include <grpcpp/support/client_interceptor.h>

#include "rpc/client.h"
#include "rpc/grpc_log.h"
#include "rpc/method_table.h"

namespace clearway::rpc {
namespace detail {

extern thread_local ClientCall* recorded_call;

namespace {

// Called as a call is made, on the thread that makes it: the one place that knows both the peer's
// name and the method. It makes no interceptor, so the call itself costs nothing more.
class NameCalls final : public grpc::experimental::ClientInterceptorFactoryInterface {
public:
    explicit NameCalls(std::string peer) : peer_(std::move(peer)) {}

    grpc::experimental::Interceptor* CreateClientInterceptor(
        grpc::experimental::ClientRpcInfo* info) override {
        if (recorded_call != nullptr) {
            recorded_call->peer = peer_;
            recorded_call->method = FullName(info->method());
        }
        return nullptr;
    }

private:
    // "/clearway.fraud.v1.FraudService/Score" as the server side writes it.
    static std::string FullName(std::string path) {
        if (!path.empty() && path.front() == '/') path.erase(0, 1);
        const auto slash = path.find('/');
        if (slash != std::string::npos) path[slash] = '.';
        return path;
    }

    std::string peer_;
};

grpc::ChannelArguments ArgumentsOf(const PeerOptions& peer) {
    grpc::ChannelArguments arguments;
    if (peer.retries) arguments.SetServiceConfigJSON(RetryServiceConfig(LinkedMethods()));
    arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, peer.retries ? 1 : 0);
    // A peer that comes back must be found fast; the second value is the limit of one attempt.
    arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
    arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 2'000);
    arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1'000);
    // A connection that died without a word is noticed; rpc::Server allows this pace.
    arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, 20'000);
    arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 5'000);
    arguments.SetInt(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
    arguments.SetInt(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
    return arguments;
}

}  // namespace
}  // namespace detail

std::shared_ptr<grpc::Channel> OpenChannel(const PeerOptions& peer) {
    RouteGrpcLog();
    std::vector<std::unique_ptr<grpc::experimental::ClientInterceptorFactoryInterface>> factories;
    factories.push_back(std::make_unique<detail::NameCalls>(peer.name));
    return grpc::experimental::CreateCustomChannelWithInterceptors(
        peer.address, MakeChannelCredentials(peer.tls, peer.name), detail::ArgumentsOf(peer),
        std::move(factories));
}

}  // namespace clearway::rpc
