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

// What came with a message, however it came. Nothing of it is believed yet.
struct CallHeader {
    std::optional<std::string> request_id;
    std::optional<std::string> traceparent;
    std::optional<std::string> partner_id;
    std::optional<std::string> idempotency_key;  // sent twice: an empty one
    Deadline deadline;
};

// Reads gRPC's metadata. A key that is sent twice must not be read as one.
CallHeader HeaderOf(const grpc::CallbackServerContext& context);

// The one SPIFFE id of the peer's certificate, else empty; never the first SAN of any kind.
std::string SpiffeIdOf(const grpc::CallbackServerContext& context);

// Fills `call` as far as it can be read, so that a refusal can be logged with its caller and
// request id. `method` is null when the descriptors do not know it: nobody may call.
std::optional<core::Error> Admit(std::string spiffe_id, CallHeader header, const Method* method,
                                 CallContext& call);

}  // namespace clearway::rpc
