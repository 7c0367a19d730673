// SPDX-License-Identifier: Apache-2.0
// The call adapter, once for all calls. A generated CallbackService method is one line:
//     return adapter_.Serve<Req, Res>(context, request, response, kMethod, handler);
// and its constructor one more, so that the method can also be called in a frame of
// CallStreamService:
//     adapter.Offer(kMethod, handler);
// The adapter checks the caller against the method's `callers` option, reads the CallContext,
// applies the deadline, has an operator's call recorded, runs the handler as an awaitable on the runtime, catches everything, maps
// the error, and writes metrics and one log line for a call that failed on our side.
#pragma once

#include <grpcpp/grpcpp.h>

#include <boost/asio/detached.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "async/task.h"
#include "rpc/call_stream_service.h"
#include "rpc/served_call.h"

namespace clearway::rpc {

namespace detail {

// One unary call, until gRPC is done with it, when it deletes itself. It does not end early when
// the caller cancels: the handler runs to its end, since its effects may be stored.
class UnaryCall final : public grpc::ServerUnaryReactor {
public:
    UnaryCall(std::shared_ptr<MethodMetrics> methods, grpc::CallbackServerContext* context,
              const char* method);

    ServedCall& Served() { return served_; }
    std::optional<core::Error> Admit() noexcept;
    // Ends the call. This object may be gone when it returns.
    void Complete(const std::optional<core::Error>& error) noexcept;

private:
    ~UnaryCall() override = default;
    void OnDone() override { delete this; }

    std::shared_ptr<MethodMetrics> methods_;
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

}  // namespace detail

class Adapter {
public:
    // `runtime` runs the handlers; `operators` hears of each operator's call before its handler.
    // Both must outlive the server.
    Adapter(async::Executor runtime, OperatorRecorder& operators);
    ~Adapter();

    // `method`: full name, "clearway.payment.v1.PaymentService.CreatePayment"; its option is looked
    // up in the linked descriptors once. `handler` must outlive the call (a member).
    template <class Request, class Response>
    grpc::ServerUnaryReactor* Serve(grpc::CallbackServerContext* context, const Request* request,
                                    Response* response, const char* method,
                                    const Handler<Request, Response>& handler) {
        auto* call = new detail::UnaryCall(methods_, context, method);
        if (const auto refused = call->Admit()) {
            call->Complete(refused);
        } else {
            boost::asio::co_spawn(executor_, detail::ServeUnary(call, request, response, &handler),
                                  boost::asio::detached);
        }
        return call;  // gRPC keeps it until it has both this pointer and the call's end
    }

    // Before the server starts. `handler` must outlive the server (a member).
    template <class Request, class Response>
    void Offer(const char* method, const Handler<Request, Response>& handler,
               Runs runs = Runs::kOnRuntime) {
        stream_->Add(method, detail::Offered<Request, Response>(handler), runs);
    }

    CallStreamService& Stream() { return *stream_; }

private:
    async::Executor executor_;
    std::shared_ptr<detail::MethodMetrics> methods_;
    std::unique_ptr<CallStreamService> stream_;
};

}  // namespace clearway::rpc
