// SPDX-License-Identifier: Apache-2.0
#include "gateway/upstream/upstream.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <random>
#include <stdexcept>

#include "gateway/upstream/attempt.h"
#include "gateway/upstream/retry_budget.h"
#include "rpc/client.h"
#include "telemetry/metrics.h"

namespace clearway::gateway::upstream {
namespace {

using SystemTime = std::chrono::system_clock::time_point;
using std::chrono::steady_clock;
using std::chrono::system_clock;

// No retries of the channel's own: they would multiply with ours and spend no budget.
std::shared_ptr<grpc::Channel> OpenChannel(const Peer& peer, const rpc::TlsFiles& tls) {
    return rpc::OpenChannel(
        {.name = peer.service, .address = peer.address, .tls = tls, .retries = false});
}

std::uint32_t Random() {
    thread_local std::minstd_rand generator{std::random_device{}()};
    return static_cast<std::uint32_t>(generator());
}

async::Task<void> Pause(std::chrono::milliseconds time) {
    const auto executor = co_await boost::asio::this_coro::executor;
    boost::asio::steady_timer timer(executor, time);
    boost::system::error_code ignored;
    co_await timer.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
}

}  // namespace

struct Upstream::Service {
    Service(const Peer& peer, const rpc::TlsFiles& tls, const BreakerOptions& options)
        : name(peer.service),
          stub(OpenChannel(peer, tls)),
          breaker(options),
          retries("clearway_gateway_upstream_retries_total", "Repeated calls to a service.",
                  {{"service", peer.service}}),
          refused("clearway_gateway_breaker_refused_total",
                  "Calls not made because the service's circuit breaker was open.",
                  {{"service", peer.service}}) {}

    const std::string name;
    grpc::GenericStub stub;
    CircuitBreaker breaker;
    RetryBudget budget;
    const metrics::Counter retries;
    const metrics::Counter refused;
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
    const SystemTime deadline = system_clock::now() + call.deadline;
    const grpc::ByteBuffer request = ToBuffer(std::move(call.message));
    service->budget.NoteCall();
    for (int attempts = 1;; ++attempts) {
        const auto admission = service->breaker.Admit(steady_clock::now());
        if (admission.wait.count() > 0) {
            service->refused.Add();
            co_return core::Error{
                .code = core::ErrorCode::kUnavailable,
                .retry_after_ms = static_cast<std::int32_t>(admission.wait.count())};
        }
        auto attempt = MakeAttempt(call, request, deadline);
        auto running = Run(service->stub, std::string(call.path), attempt, state_->running);
        const grpc::Status status = co_await std::move(running);
        Outcome outcome = ReadOutcome(attempt, status);
        service->breaker.Record(admission, outcome.health, steady_clock::now());
        const auto pause = RetryPause(attempts, Random());
        const bool again = outcome.worth_a_retry && call.repeatable && attempts < kAttemptsMax &&
                           system_clock::now() + pause < deadline && service->budget.TakeRetry();
        if (!again) co_return std::move(outcome.result);
        service->retries.Add();
        co_await Pause(pause);
    }
}

}  // namespace clearway::gateway::upstream
