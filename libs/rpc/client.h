// SPDX-License-Identifier: Apache-2.0
// Calls to another service: mutual TLS, the context passed on, a deadline that is what is left of
// the incoming one less a margin and never more than the call's own limit. Calls travel in frames
// on one stream a peer. What was not begun, or is repeatable by its method's option, is made again
// after UNAVAILABLE, within the deadline and a budget.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "async/task.h"
#include "core/result.h"
#include "rpc/call_context.h"
#include "rpc/credentials.h"

namespace grpc {
class Channel;
}

namespace clearway::rpc {

struct PeerOptions {
    std::string name;     // "settlement": whose certificate the peer must have; in metrics and logs
    std::string address;  // host:port
    TlsFiles tls;
};

// A channel without gRPC's own retries: they know neither budget nor what a stream has begun.
std::shared_ptr<grpc::Channel> OpenChannel(const PeerOptions& peer);

// Deadline for an outgoing call: min(now + limit, incoming - margin). A context whose deadline was
// never set (work that no caller waits for) has only the limit.
Deadline OutgoingDeadline(const CallContext& call, std::chrono::milliseconds limit);

class Peer {
public:
    explicit Peer(const PeerOptions& options);
    ~Peer();  // calls that still run end with kUnavailable

    // `method`: full name, "clearway.fraud.v1.FraudService.Score". Errors: the peer's; kUnavailable
    // when it cannot be reached; kDeadlineExceeded. The caller's partner and idempotency key are
    // not passed on: what the peer needs of them is in the request.
    template <class Response, class Request>
    async::Task<core::Result<Response>> Call(const CallContext& call,
                                             std::chrono::milliseconds limit, const char* method,
                                             const Request& request) {
        return Parsed<Response>(CallBytes(call, limit, method, request.SerializeAsString()));
    }

private:
    struct State;

    async::Task<core::Result<std::string>> CallBytes(const CallContext& call,
                                                     std::chrono::milliseconds limit,
                                                     std::string method, std::string request);

    template <class Response>
    static async::Task<core::Result<Response>> Parsed(
        async::Task<core::Result<std::string>> calling) {
        const core::Result<std::string> bytes = co_await std::move(calling);
        if (!bytes) co_return bytes.error();
        Response response;
        if (!response.ParseFromString(*bytes)) co_return core::ErrorCode::kInternal;
        co_return response;
    }

    std::unique_ptr<State> state_;
};

}  // namespace clearway::rpc
