// SPDX-License-Identifier: Apache-2.0
#include "rpc/client.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "rpc/call_metrics.h"
#include "rpc/status_map.h"

namespace clearway::rpc {
namespace {

// Left for our own work after the peer's answer.
constexpr std::chrono::milliseconds kMargin{10};

// Histograms by peer and method; the process's metrics outlive every channel.
StatusHistograms& HistogramsOf(const std::string& peer, const std::string& method) {
    static std::mutex mutex;
    static std::map<std::pair<std::string, std::string>, StatusHistograms> all;
    const std::lock_guard lock(mutex);
    const auto found = all.find({peer, method});
    if (found != all.end()) return found->second;
    return all
        .try_emplace({peer, method}, "clearway_rpc_client_seconds", "Time of a call to a peer.",
                     metrics::Labels{{"peer", peer}, {"method", method}})
        .first->second;
}

}  // namespace

Deadline OutgoingDeadline(const CallContext& call, std::chrono::milliseconds limit) {
    const Deadline own = std::chrono::system_clock::now() + limit;
    if (call.deadline == Deadline{} || call.deadline == Deadline::max()) return own;
    return std::min(own, call.deadline - std::chrono::duration_cast<Deadline::duration>(kMargin));
}

namespace detail {

thread_local ClientCall* recorded_call = nullptr;

ClientCall::Recording::Recording(ClientCall& call) { recorded_call = &call; }
ClientCall::Recording::~Recording() { recorded_call = nullptr; }

ClientCall::ClientCall(const CallContext& call, std::chrono::milliseconds limit)
    : begun_(std::chrono::steady_clock::now()) {
    context.set_deadline(OutgoingDeadline(call, limit));
    if (!call.request_id.empty()) context.AddMetadata(kRequestIdKey, call.request_id);
    context.AddMetadata(kTraceparentKey, call.trace.Child().ToTraceparent());
}

void ClientCall::Ended(const grpc::Status& status) const {
    HistogramsOf(peer, method).Observe(status.error_code(), begun_);
}

core::Error ClientCall::ErrorOf(const grpc::Status& status) const {
    const auto& trailing = context.GetServerTrailingMetadata();
    const auto found = trailing.find(kErrorDetailKey);
    if (found == trailing.end()) return FromStatus(status, {});
    return FromStatus(status, {found->second.data(), found->second.size()});
}

}  // namespace detail
}  // namespace clearway::rpc
