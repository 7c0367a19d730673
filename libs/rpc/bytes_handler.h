// SPDX-License-Identifier: Apache-2.0
// A call's handler as the call stream has it: bytes in, bytes out. Internal to libs/rpc, but for
// Runs.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "async/task.h"
#include "rpc/served_call.h"

namespace clearway::rpc {

// Where the handler of a call in a frame runs.
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
BytesHandler OfBytes(std::shared_ptr<const Handler<Request, Response>> handler) {
    return [handler = std::move(handler)](ServedCall& call, const std::string& bytes) {
        return RunBytes<Request, Response>(call, bytes, *handler);
    };
}

}  // namespace detail
}  // namespace clearway::rpc
