// SPDX-License-Identifier: Apache-2.0
// What a call carries besides its message: who calls, for which partner, until when. Filled by the
// call adapter from the peer certificate and the metadata; passed on by rpc::Client. No gRPC here:
// use cases include this.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "telemetry/trace.h"

namespace clearway::rpc {

using Deadline = std::chrono::system_clock::time_point;

struct CallContext {
    std::string caller;      // "gateway", "payment", ... or "operator"; from the SPIFFE id
    std::string caller_id;   // the whole SPIFFE id, for audit
    std::string partner_id;  // only the gateway may set it; else empty
    std::optional<std::string> idempotency_key;  // checked: 1 to 255 visible ASCII characters
    std::string request_id;
    trace::TraceContext trace = trace::TraceContext::Start();
    Deadline deadline;
    // Set by a handler to tell the caller that the answer is a stored one (Idempotency-Replayed).
    bool replayed = false;
};

// Metadata names, both sides.
inline constexpr char kPartnerIdKey[] = "clearway-partner-id";
inline constexpr char kIdempotencyKeyKey[] = "idempotency-key";
inline constexpr char kRequestIdKey[] = "x-request-id";
inline constexpr char kTraceparentKey[] = "traceparent";
inline constexpr char kReplayedKey[] = "idempotency-replayed";          // trailing, "true"
inline constexpr char kErrorDetailKey[] = "clearway-error-detail-bin";  // trailing, ErrorDetail

}  // namespace clearway::rpc
