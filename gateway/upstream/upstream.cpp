// SPDX-License-Identifier: Apache-2.0
#include "gateway/upstream/upstream.h"

#include <stdexcept>

#include "async/pause.h"
#include "gateway/upstream/running_calls.h"
#include "rpc/call_stream.h"
#include "rpc/client.h"
#include "rpc/retry_budget.h"
#include "rpc/status_map.h"
#include "telemetry/metrics.h"

namespace clearway::gateway::upstream {
namespace {

using std::chrono::steady_clock;
using std::chrono::system_clock;

// "/clearway.payment.v1.PaymentService/CreatePayment" by the full name of the method.
std::string MethodOf(std::string_view path) {
    std::string method(path.substr(1));
    method[method.find('/')] = '.';
    return method;
}

rpc::BytesCall ToBytes(Call call) {
    return {.method = MethodOf(call.path),
            .message = std::move(call.message),
            .deadline = system_clock::now() + call.deadline,
            .request_id = std::move(call.request_id),
            .traceparent = std::move(call.traceparent),
            .partner_id = std::move(call.partner_id),
            .idempotency_key = std::move(call.idempotency_key).value_or("")};
}

struct Outcome {
    core::Result<Answer> result;
    CircuitBreaker::Outcome health;
    bool worth_a_retry;  // the service was not reached, or the transport broke
};

Outcome ReadOutcome(rpc::BytesAnswer answer) {
    if (answer.code == grpc::StatusCode::OK)
        return {.result = Answer{.bytes = std::move(answer.message), .replayed = answer.replayed},
                .health = CircuitBreaker::Outcome::kSuccess,
                .worth_a_retry = false};
    core::Error error = rpc::FromStatus(grpc::Status(answer.code, ""), answer.error_detail);
    const bool unavailable = answer.code == grpc::StatusCode::UNAVAILABLE;
    const bool late = answer.code == grpc::StatusCode::DEADLINE_EXCEEDED;
    // A service that sheds load is alive; opening the breaker would shut out what it still can do.
    const bool failed = (unavailable || late) && error.code != core::ErrorCode::kOverloaded;
    return {
        .result = std::move(error),
        .health = failed ? CircuitBreaker::Outcome::kFailure : CircuitBreaker::Outcome::kSuccess,
        .worth_a_retry = unavailable && answer.error_detail.empty()};
}

}  // namespace

struct Upstream::Service {
    Service(const Peer& peer, const rpc::TlsFiles& tls, const BreakerOptions& options)
        : name(peer.service),
          breaker(options),
          retries("clearway_gateway_upstream_retries_total", "Repeated calls to a service.",
                  {{"service", peer.service}}),
          refused("clearway_gateway_breaker_refused_total",
                  "Calls not made because the service's circuit breaker was open.",
                  {{"service", peer.service}}),
          stream(rpc::OpenChannel({.name = peer.service, .address = peer.address, .tls = tls})) {}

    const std::string name;
    CircuitBreaker breaker;
    rpc::RetryBudget budget;
    const metrics::Counter retries;
    const metrics::Counter refused;
    rpc::CallStream stream;
};

struct Upstream::State {
    std::vector<std::unique_ptr<Service>> services;
    RunningCalls running;
};

Upstream::Upstream(const std::vector<Peer>& peers, const rpc::TlsFiles& tls,
                   const BreakerOptions& breaker)
    : state_(std::make_unique<State>()) {
    for (const auto& peer : peers)
        state_->services.push_back(std::make_unique<Service>(peer, tls, breaker));
}

Upstream::~Upstream() { Stop(); }

void Upstream::Stop() { state_->running.CloseAndWaitForNone(); }

Upstream::Service* Upstream::FindService(std::string_view name) const {
    for (const auto& service : state_->services)
        if (service->name == name) return service.get();
    return nullptr;
}

async::Task<core::Result<Answer>> Upstream::Invoke(Call call) {
    Service* service = FindService(call.service);
    if (service == nullptr)
        throw std::logic_error("no peer is configured for service " + std::string(call.service));
    const bool repeatable = call.repeatable;
    const rpc::BytesCall bytes = ToBytes(std::move(call));
    service->budget.NoteCall();
    for (int attempts = 1;; ++attempts) {
        const auto admission = service->breaker.Admit(steady_clock::now());
        if (admission.wait.count() > 0) {
            service->refused.Add();
            co_return core::Error{
                .code = core::ErrorCode::kUnavailable,
                .retry_after_ms = static_cast<std::int32_t>(admission.wait.count())};
        }
        if (!state_->running.TryEnter()) co_return core::ErrorCode::kUnavailable;
        auto calling = service->stream.Call(bytes);
        rpc::BytesAnswer answer = co_await std::move(calling);
        state_->running.Leave();
        const bool may_repeat = repeatable || answer.not_begun;
        Outcome outcome = ReadOutcome(std::move(answer));
        service->breaker.Record(admission, outcome.health, steady_clock::now());
        const auto pause = rpc::RetryPause(attempts, rpc::RandomPart());
        const bool again = outcome.worth_a_retry && may_repeat && attempts < rpc::kAttemptsMax &&
                           system_clock::now() + pause < bytes.deadline &&
                           service->budget.TakeRetry();
        if (!again) co_return std::move(outcome.result);
        service->retries.Add();
        auto pausing = async::Pause(pause);
        co_await std::move(pausing);
    }
}

}  // namespace clearway::gateway::upstream
