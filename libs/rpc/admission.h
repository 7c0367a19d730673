// SPDX-License-Identifier: Apache-2.0
// What is checked before a handler runs: the peer's certificate against the method's callers, and
// the metadata. Nothing that a caller sends is believed unless its certificate allows it.
#pragma once

#include <grpcpp/server_context.h>

#include <optional>
#include <string_view>

#include "core/result.h"
#include "rpc/call_context.h"
#include "rpc/method_table.h"

namespace clearway::rpc {

// Fills `call` as far as it can be read, so that a refusal can be logged with its caller and
// request id. `method` is null when the descriptors do not know it: nobody may call.
std::optional<core::Error> Admit(grpc::CallbackServerContext& context, const Method* method,
                                 CallContext& call);

}  // namespace clearway::rpc
