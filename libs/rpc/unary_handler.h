// SPDX-License-Identifier: Apache-2.0
// The call adapter, once for all calls. A generated CallbackService method is one line:
//     return adapter_.Serve<Req, Res>(context, request, response, kMethod, handler);
// The adapter checks the caller against the method's `callers` option, reads the CallContext,
// applies the deadline, runs the handler as an awaitable on the runtime, catches everything, maps
// the error, and writes metrics and one log line for a call that failed on our side.
#pragma once

#include <grpcpp/grpcpp.h>

#include <boost/asio/detached.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "async/task.h"
#include "core/result.h"
#include "rpc/call_context.h"

namespace clearway::rpc {

template <class Request, class Response>
using Handler = std::function<async::Task<core::Result<Response>>(CallContext&, const Request&)>;

namespace detail {

struct AdapterState;
struct ServedMethod;

// One call from its admission until gRPC is done with it, when it deletes itself. It does not end
// early when the caller cancels: the handler runs to its end, since its effects may be stored.
class ServedCall final : public grpc::ServerUnaryReactor {
public:
    ServedCall(std::shared_ptr<AdapterState> state, grpc::CallbackServerContext* context,
               const char* method);

    // An error ends the call before the handler.
    std::optional<core::Error> Admit() noexcept;
    // A call that waited past its deadline is not begun: nobody hears its answer.
    std::optional<core::Error> CheckDeadline() const;
    CallContext& Context() { return call_; }
    // What an exception becomes: its text goes to the log and nowhere else.
    core::Error Failed(const char* what) noexcept;
    // Ends the call. This object may be gone when it returns.
    void Complete(const std::optional<core::Error>& error) noexcept;

private:
    ~ServedCall() override = default;
    void OnDone() override;
    void Log(const core::Error& error) const;

    std::shared_ptr<AdapterState> state_;
    ServedMethod* method_;
    grpc::CallbackServerContext* context_;
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
    CallContext call_;
    bool logged_ = false;
};

template <class Request, class Response>
async::Task<void> RunHandler(ServedCall* call, const Request* request, Response* response,
                             const Handler<Request, Response>* handler) {
    std::optional<core::Error> error = call->CheckDeadline();
    if (!error) {
        try {
            async::Task<core::Result<Response>> task = (*handler)(call->Context(), *request);
            core::Result<Response> result = co_await std::move(task);
            if (result) {
                *response = std::move(*result);
            } else {
                error = std::move(result).error();
            }
        } catch (const std::exception& failure) {
            error = call->Failed(failure.what());
        } catch (...) {
            error = call->Failed("not a std::exception");
        }
    }
    call->Complete(error);
}

}  // namespace detail

class Adapter {
public:
    // `runtime` runs the handlers; it must outlive the server.
    explicit Adapter(async::Executor runtime);
    ~Adapter();

    // `method`: full name, "clearway.payment.v1.PaymentService.CreatePayment"; its option is looked
    // up in the linked descriptors once. `handler` must outlive the call (a member).
    template <class Request, class Response>
    grpc::ServerUnaryReactor* Serve(grpc::CallbackServerContext* context, const Request* request,
                                    Response* response, const char* method,
                                    const Handler<Request, Response>& handler) {
        auto* call = new detail::ServedCall(state_, context, method);
        if (const auto refused = call->Admit()) {
            call->Complete(refused);
        } else {
            boost::asio::co_spawn(executor_,
                                  detail::RunHandler(call, request, response, &handler),
                                  boost::asio::detached);
        }
        return call;  // gRPC keeps it until it has both this pointer and the call's end
    }

private:
    async::Executor executor_;
    std::shared_ptr<detail::AdapterState> state_;
};

}  // namespace clearway::rpc
