// SPDX-License-Identifier: Apache-2.0
// The server's side of CallStreamService: calls that arrive in frames reach the same handlers under
// the same rules as unary ones; answers that are ready together leave together. Owned by the
// Adapter.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "async/task.h"
#include "clearway/common/v1/call_stream.grpc.pb.h"
#include "rpc/served_call.h"

namespace clearway::rpc {

// Where the handler of a call runs.
enum class Runs : std::uint8_t {
    kOnRuntime,
    kAtOnce,  // also on the thread that brought its frame: it never waits and takes microseconds
};

namespace detail {

// The serialised answer to a serialised request.
using BytesHandler =
    std::function<async::Task<core::Result<std::string>>(ServedCall&, const std::string&)>;

template <class Request, class Response>
async::Task<core::Result<std::string>> RunBytes(ServedCall& call, const std::string& bytes,
                                                const Handler<Request, Response>& handler) {
    Request request;
    if (!request.ParseFromString(bytes)) co_return core::ErrorCode::kInvalidArgument;
    async::Task<core::Result<Response>> running = Run(call, request, handler);
    const core::Result<Response> result = co_await std::move(running);
    if (!result) co_return result.error();
    co_return result->SerializeAsString();
}

template <class Request, class Response>
BytesHandler Offered(const Handler<Request, Response>& handler) {
    return [&handler](ServedCall& call, const std::string& bytes) {
        return RunBytes<Request, Response>(call, bytes, handler);
    };
}

}  // namespace detail

class CallStreamService final : public common::v1::CallStreamService::CallbackService {
public:
    // `runtime` runs the handlers; it must outlive the server.
    CallStreamService(async::Executor runtime, std::shared_ptr<detail::MethodMetrics> methods);
    ~CallStreamService() override;

    // Before the server starts.
    void Add(std::string method, detail::BytesHandler handler, Runs runs = Runs::kOnRuntime);

    grpc::ServerBidiReactor<common::v1::CallFrame, common::v1::AnswerFrame>* Exchange(
        grpc::CallbackServerContext* context) override;

    // Throws std::logic_error for a call of these services that was not added.
    void RequireOffered(const std::vector<std::string>& services) const;

    // No further frame is read, and each stream ends when what it has read is answered: the client
    // knows that the rest was not begun. For good.
    void Drain();

private:
    struct State;
    class Stream;
    std::shared_ptr<State> state_;
};

}  // namespace clearway::rpc
