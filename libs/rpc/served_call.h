// SPDX-License-Identifier: Apache-2.0
// A call from its admission to its answer, however it came (alone, or in a frame): what it may do,
// how long, what became of it in metrics and log. Internal to libs/rpc.
#pragma once

#include <grpcpp/support/status.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "async/task.h"
#include "core/result.h"
#include "rpc/admission.h"
#include "rpc/call_context.h"
#include "rpc/identity.h"
#include "rpc/operator_calls.h"

namespace clearway::rpc {

template <class Request, class Response>
using Handler = std::function<async::Task<core::Result<Response>>(CallContext&, const Request&)>;

namespace detail {

struct ServedMethod;

// The methods of the linked descriptors with their metrics. Read-only once constructed: the path
// of a call takes no lock.
class MethodMetrics {
public:
    // `operators` must outlive it.
    explicit MethodMetrics(OperatorRecorder& operators);
    ~MethodMetrics();
    ServedMethod& Find(std::string_view full_name);

private:
    struct State;
    std::unique_ptr<State> state_;
};

class ServedCall {
public:
    explicit ServedCall(ServedMethod& method);
    ~ServedCall();
    ServedCall(const ServedCall&) = delete;
    ServedCall& operator=(const ServedCall&) = delete;

    // An error ends the call before the handler.
    std::optional<core::Error> Admit(std::string spiffe_id, CallHeader header) noexcept;
    bool ByOperator() const { return call_.caller == kOperator; }
    // Before the handler of an operator's call.
    async::Task<core::Result<core::Done>> Record(std::string request);
    // A call that waited past its deadline is not begun: nobody hears its answer.
    std::optional<core::Error> CheckDeadline() const;
    CallContext& Context() { return call_; }
    // What an exception becomes: its text goes to the log and nowhere else.
    core::Error Failed(const char* what) noexcept;
    // Metrics and, for a failure on our side, one log line. `detail` receives the ErrorDetail.
    grpc::Status End(const std::optional<core::Error>& error, std::string* detail) noexcept;

private:
    void Log(const core::Error& error) const;

    ServedMethod& method_;
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
    CallContext call_;
    bool logged_ = false;
};

// The handler's answer, or the error that stands for whatever went wrong with it.
template <class Request, class Response>
async::Task<core::Result<Response>> Run(ServedCall& call, const Request& request,
                                        const Handler<Request, Response>& handler) {
    if (auto late = call.CheckDeadline()) co_return std::move(*late);
    try {
        if (call.ByOperator()) {
            async::Task<core::Result<core::Done>> recording =
                call.Record(request.SerializeAsString());
            const core::Result<core::Done> recorded = co_await std::move(recording);
            if (!recorded) co_return recorded.error();
        }
        async::Task<core::Result<Response>> task = handler(call.Context(), request);
        co_return co_await std::move(task);
    } catch (const std::exception& failure) {
        co_return call.Failed(failure.what());
    } catch (...) {
        co_return call.Failed("not a std::exception");
    }
}

}  // namespace detail
}  // namespace clearway::rpc
