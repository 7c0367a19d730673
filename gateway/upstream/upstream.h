// SPDX-License-Identifier: Apache-2.0
// Calls to the services by method path and bytes: deadlines, circuit breakers, retries of what may
// be repeated. The only place of the gateway that knows gRPC. Must not know HTTP or a message type.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "async/task.h"
#include "core/result.h"
#include "gateway/upstream/circuit_breaker.h"
#include "rpc/credentials.h"

namespace clearway::gateway::upstream {

struct Peer {
    std::string service;  // "payment"
    std::string address;  // host:port
};

struct Call {
    std::string_view service;  // views: valid until the call has ended
    std::string_view path;     // "/clearway.payment.v1.PaymentService/CreatePayment"
    std::string message;       // serialised request
    std::chrono::milliseconds deadline;
    bool repeatable;
    std::string partner_id;
    std::optional<std::string> idempotency_key;
    std::string request_id;
    std::string traceparent;
};

struct Answer {
    std::string bytes;  // serialised response
    bool replayed = false;
};

class Upstream {
public:
    Upstream(const std::vector<Peer>& peers, const rpc::TlsFiles& tls,
             const BreakerOptions& breaker = {});
    ~Upstream();  // Stop()s

    // Errors: what the service answered; kUnavailable, with the time to wait, while its breaker is
    // open or it cannot be reached; kDeadlineExceeded.
    async::Task<core::Result<Answer>> Invoke(Call call);

    // Waits for the calls that still run; each has a deadline. The executors of their coroutines
    // must still exist.
    void Stop();

private:
    struct State;
    struct Service;

    Service* FindService(std::string_view name) const;

    std::unique_ptr<State> state_;
};

}  // namespace clearway::gateway::upstream
