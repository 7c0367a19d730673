// SPDX-License-Identifier: Apache-2.0
// What all calls of a process share: the runtime of their handlers, their metrics, the recorder of
// operators' calls, the stream that carries them in frames. Each rpc::Service is built over it.
#pragma once

#include <memory>

#include "async/runtime.h"
#include "rpc/operator_calls.h"

namespace clearway::rpc {

class CallStreamService;
class Service;
namespace detail {
class MethodMetrics;
}

class Adapter {
public:
    // `runtime` runs the handlers; `operators` hears of each operator's call before its handler.
    // Both must outlive the server.
    Adapter(async::Executor runtime, OperatorRecorder& operators);
    ~Adapter();

    // For the server.
    CallStreamService& Stream() { return *stream_; }

private:
    friend class Service;

    const async::Executor runtime_;
    const std::shared_ptr<detail::MethodMetrics> methods_;
    const std::unique_ptr<CallStreamService> stream_;
};

}  // namespace clearway::rpc
