// SPDX-License-Identifier: Apache-2.0
// A call that came alone, until gRPC is done with it. Internal to libs/rpc.
#pragma once

#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <memory>
#include <optional>

#include "async/task.h"
#include "rpc/served_call.h"

namespace clearway::rpc::detail {

// Deletes itself when gRPC is done with it. It does not end early when the caller cancels: the
// handler runs to its end, since its effects may be stored.
class UnaryCall final : public grpc::ServerUnaryReactor {
public:
    UnaryCall(std::shared_ptr<ServedMethod> method, grpc::CallbackServerContext* context);

    ServedCall& Served() { return served_; }
    std::optional<core::Error> Admit() noexcept;
    // Ends the call. This object may be gone when it returns.
    void Complete(const std::optional<core::Error>& error) noexcept;

private:
    ~UnaryCall() override = default;
    void OnDone() override { delete this; }

    const std::shared_ptr<ServedMethod> method_;
    grpc::CallbackServerContext* context_;
    ServedCall served_;
};

template <class Request, class Response>
async::Task<void> ServeUnary(UnaryCall* call, const Request* request, Response* response,
                             const Handler<Request, Response>* handler) {
    async::Task<core::Result<Response>> running = Run(call->Served(), *request, *handler);
    core::Result<Response> result = co_await std::move(running);
    if (!result) {
        call->Complete(std::move(result).error());
    } else {
        *response = std::move(*result);
        call->Complete(std::nullopt);
    }
}

// `handler` must outlive the call.
template <class Request, class Response>
grpc::ServerUnaryReactor* StartUnary(const async::Executor& runtime,
                                     std::shared_ptr<ServedMethod> method,
                                     const Handler<Request, Response>& handler,
                                     grpc::CallbackServerContext* context, const Request* request,
                                     Response* response) {
    auto* call = new UnaryCall(std::move(method), context);
    if (const auto refused = call->Admit()) {
        call->Complete(refused);
    } else {
        boost::asio::co_spawn(runtime, ServeUnary(call, request, response, &handler),
                              boost::asio::detached);
    }
    return call;  // gRPC keeps it until it has both this pointer and the call's end
}

}  // namespace clearway::rpc::detail
