// SPDX-License-Identifier: Apache-2.0
#include "rpc/adapter.h"

#include "rpc/call_stream_service.h"
#include "rpc/served_call.h"

namespace clearway::rpc {

Adapter::Adapter(async::Executor runtime, OperatorRecorder& operators)
    : runtime_(std::move(runtime)),
      methods_(std::make_shared<detail::MethodMetrics>(operators)),
      stream_(std::make_unique<CallStreamService>(runtime_, methods_)) {}

Adapter::~Adapter() = default;

}  // namespace clearway::rpc
