// SPDX-License-Identifier: Apache-2.0
#include <grpcpp/grpcpp.h>

#include "rpc/client.h"
#include "rpc/grpc_setup.h"

namespace clearway::rpc {
namespace {

grpc::ChannelArguments ArgumentsOfChannels() {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
    // A frame of answers is half a megabyte, and one answer more, which may be large.
    arguments.SetMaxReceiveMessageSize(8 << 20);
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

std::shared_ptr<grpc::Channel> OpenChannel(const PeerOptions& peer) {
    SetUpGrpc();
    return grpc::CreateCustomChannel(peer.address, MakeChannelCredentials(peer.tls, peer.name),
                                     ArgumentsOfChannels());
}

}  // namespace clearway::rpc
