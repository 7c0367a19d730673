// SPDX-License-Identifier: Apache-2.0
// Calls to another service: mutual TLS, the context passed on, a deadline that is what is left of
// the incoming one less a margin and never more than the call's own limit, UNAVAILABLE retried by
// the channel where the method's option says it is repeatable. One Channel a peer.
#pragma once

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "async/task.h"
#include "core/result.h"
#include "rpc/call_context.h"
#include "rpc/credentials.h"

namespace clearway::rpc {

struct PeerOptions {
    std::string name;     // "settlement": whose certificate the peer must have; in metrics and logs
    std::string address;  // host:port
    TlsFiles tls;
    bool retries = true;  // by the channel; false for a caller that has a retry budget of its own
};

// A channel that retries the repeatable methods of the linked descriptors by its service config
// (4 attempts, exponential backoff with jitter, retry throttling).
std::shared_ptr<grpc::Channel> OpenChannel(const PeerOptions& peer);

// Deadline for an outgoing call: min(now + limit, incoming - margin). A context whose deadline was
// never set (work that no caller waits for) has only the limit.
Deadline OutgoingDeadline(const CallContext& call, std::chrono::milliseconds limit);

// co_await Call<Request, Response>(call, limit, request, start) where start begins the generated
// async call:
//   [this](grpc::ClientContext* c, const Req* q, Res* s, std::function<void(grpc::Status)> done) {
//       stub_->async()->Score(c, q, s, std::move(done)); }
// Make `start` a named local or a member first: GCC 12 miscompiles a capturing lambda in the same
// expression as co_await.
template <class Request, class Response>
using StartCall = std::function<void(grpc::ClientContext*, const Request*, Response*,
                                     std::function<void(grpc::Status)>)>;

namespace detail {

// What a call needs whatever its messages are; owned by the awaiting coroutine.
class ClientCall {
public:
    ClientCall(const CallContext& call, std::chrono::milliseconds limit);
    // The channel's factory tells peer and method here while `start` runs on this thread.
    class Recording {
    public:
        explicit Recording(ClientCall& call);
        ~Recording();
    };
    void Ended(const grpc::Status& status) const;
    core::Error ErrorOf(const grpc::Status& status) const;

    grpc::ClientContext context;
    std::string peer = "unknown";
    std::string method = "unknown";

private:
    std::chrono::steady_clock::time_point begun_;
};

template <class Request, class Response>
struct TypedCall : ClientCall {
    TypedCall(const CallContext& call, std::chrono::milliseconds limit, Request message)
        : ClientCall(call, limit), request(std::move(message)) {}
    Request request;
    Response response;
};

template <class Request, class Response>
std::function<void(async::Resume<grpc::Status>)> Begin(
    std::shared_ptr<TypedCall<Request, Response>> call, StartCall<Request, Response> start) {
    return [call, start = std::move(start)](async::Resume<grpc::Status> resume) {
        const ClientCall::Recording recording(*call);
        // gRPC's thread must not own the call: its context owns the channel, and a channel that
        // ends on that thread frees the queue the thread is in. The awaiting frame owns the call
        // and cannot go before `resume`.
        start(&call->context, &call->request, &call->response,
              [ended = call.get(), resume = std::move(resume)](grpc::Status status) {
                  ended->Ended(status);
                  resume(std::move(status));
              });
    };
}

template <class Request, class Response>
async::Task<core::Result<Response>> Await(std::shared_ptr<TypedCall<Request, Response>> call,
                                          std::function<void(async::Resume<grpc::Status>)> begin) {
    async::Task<grpc::Status> waiting = async::Suspend<grpc::Status>(std::move(begin));
    const grpc::Status status = co_await std::move(waiting);
    if (!status.ok()) co_return call->ErrorOf(status);
    co_return std::move(call->response);
}

}  // namespace detail

// The caller's partner and idempotency key are not passed on: what the peer needs of them is in the
// request.
template <class Request, class Response>
async::Task<core::Result<Response>> Call(const CallContext& call, std::chrono::milliseconds limit,
                                         Request request, StartCall<Request, Response> start) {
    auto typed = std::make_shared<detail::TypedCall<Request, Response>>(call, limit,
                                                                        std::move(request));
    auto begin = detail::Begin<Request, Response>(typed, std::move(start));
    return detail::Await<Request, Response>(std::move(typed), std::move(begin));
}

}  // namespace clearway::rpc
