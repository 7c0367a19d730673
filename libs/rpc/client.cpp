// SPDX-License-Identifier: Apache-2.0
#include "rpc/client.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "async/pause.h"
#include "rpc/call_metrics.h"
#include "rpc/call_stream.h"
#include "rpc/method_table.h"
#include "rpc/retry_budget.h"
#include "rpc/status_map.h"

namespace clearway::rpc {
namespace {

// Left for our own work after the peer's answer.
constexpr std::chrono::milliseconds kMargin{10};

bool IsRepeatable(const std::string& method) {
    static const auto all = [] {
        std::map<std::string, bool> repeatable;
        for (const auto& linked : LinkedMethods())
            repeatable[linked.FullName()] = linked.repeatable;
        return repeatable;
    }();
    const auto found = all.find(method);
    return found != all.end() && found->second;
}

}  // namespace

Deadline OutgoingDeadline(const CallContext& call, std::chrono::milliseconds limit) {
    const Deadline own = std::chrono::system_clock::now() + limit;
    if (call.deadline == Deadline{} || call.deadline == Deadline::max()) return own;
    return std::min(own, call.deadline - std::chrono::duration_cast<Deadline::duration>(kMargin));
}

struct Peer::State {
    explicit State(const PeerOptions& options) : name(options.name), stream(OpenChannel(options)) {}

    StatusHistograms& HistogramsOf(const std::string& method) {
        const std::lock_guard lock(mutex);
        const auto found = seconds.find(method);
        if (found != seconds.end()) return found->second;
        return seconds
            .try_emplace(method, "clearway_rpc_client_seconds", "Time of a call to a peer.",
                         metrics::Labels{{"peer", name}, {"method", method}})
            .first->second;
    }

    const std::string name;
    RetryBudget budget;
    std::mutex mutex;
    std::map<std::string, StatusHistograms> seconds;
    CallStream stream;  // last member: it waits for its calls
};

Peer::Peer(const PeerOptions& options) : state_(std::make_unique<State>(options)) {}
Peer::~Peer() = default;

async::Task<core::Result<std::string>> Peer::CallBytes(const CallContext& call,
                                                       std::chrono::milliseconds limit,
                                                       std::string method, std::string request) {
    const BytesCall bytes{.method = method,
                          .message = std::move(request),
                          .deadline = OutgoingDeadline(call, limit),
                          .request_id = call.request_id,
                          .traceparent = call.trace.Child().ToTraceparent()};
    auto& seconds = state_->HistogramsOf(method);
    state_->budget.NoteCall();
    for (int attempts = 1;; ++attempts) {
        const auto begun = std::chrono::steady_clock::now();
        auto calling = state_->stream.Call(bytes);
        BytesAnswer answer = co_await std::move(calling);
        seconds.Observe(answer.code, begun);
        if (answer.code == grpc::StatusCode::OK) co_return std::move(answer.message);
        core::Error error = FromStatus(grpc::Status(answer.code, ""), answer.error_detail);
        // Whoever has too much to do is not helped by a second call.
        if (error.code == core::ErrorCode::kOverloaded) co_return error;
        const auto pause = RetryPause(attempts, RandomPart());
        const bool again = answer.code == grpc::StatusCode::UNAVAILABLE &&
                           (answer.not_begun || IsRepeatable(method)) && attempts < kAttemptsMax &&
                           std::chrono::system_clock::now() + pause < bytes.deadline &&
                           state_->budget.TakeRetry();
        if (!again) co_return error;
        auto pausing = async::Pause(pause);
        co_await std::move(pausing);
    }
}

}  // namespace clearway::rpc
