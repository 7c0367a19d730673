// SPDX-License-Identifier: Apache-2.0
#include "rpc/unary_handler.h"

#include <unordered_map>

#include "rpc/admission.h"
#include "rpc/call_metrics.h"
#include "rpc/method_table.h"
#include "rpc/status_map.h"
#include "telemetry/log.h"
#include "telemetry/metrics.h"

namespace clearway::rpc {
namespace detail {

struct ServedMethod {
    ServedMethod(std::string name, const Method* known_method)
        : full_name(std::move(name)),
          known(known_method),
          seconds("clearway_rpc_server_seconds", "Time to serve a call.", {{"method", full_name}}) {
    }
    std::string full_name;
    const Method* known;  // null: not in the descriptors, refused
    StatusHistograms seconds;
};

struct AdapterState {
    AdapterState() {
        for (const auto& method : linked)
            methods.try_emplace(method.FullName(), method.FullName(), &method);
    }
    // Read-only once constructed: the path of a call takes no lock.
    ServedMethod& Find(const char* method) {
        const auto found = methods.find(method);
        return found == methods.end() ? unknown : found->second;
    }

    const std::vector<Method> linked = LinkedMethods();
    std::unordered_map<std::string, ServedMethod> methods;
    ServedMethod unknown{"unknown", nullptr};
    metrics::Gauge in_flight{"clearway_rpc_server_in_flight", "Calls being served."};
};

ServedCall::ServedCall(std::shared_ptr<AdapterState> state, grpc::CallbackServerContext* context,
                       const char* method)
    : state_(std::move(state)), method_(&state_->Find(method)), context_(context) {
    state_->in_flight.Add(1);
}

std::optional<core::Error> ServedCall::Admit() noexcept {
    try {
        return rpc::Admit(*context_, method_->known, call_);
    } catch (const std::exception& failure) {
        return Failed(failure.what());
    }
}

std::optional<core::Error> ServedCall::CheckDeadline() const {
    if (std::chrono::system_clock::now() < call_.deadline) return std::nullopt;
    return core::Error{.code = core::ErrorCode::kDeadlineExceeded};
}

core::Error ServedCall::Failed(const char* what) noexcept {
    logged_ = true;
    log::Error("a call ended with an exception", {{"method", method_->full_name},
                                                  {"request_id", call_.request_id},
                                                  {"trace_id", call_.trace.TraceId()},
                                                  {"reason", log::Redact(what)}});
    return {.code = core::ErrorCode::kInternal};
}

void ServedCall::Log(const core::Error& error) const {
    const auto name = core::Describe(error.code).name;
    switch (error.Class()) {
        case core::ErrorClass::kDenied:
            log::Warn("a caller was refused", {{"method", method_->full_name},
                                               {"request_id", call_.request_id},
                                               {"caller", call_.caller_id},
                                               {"code", name}});
            return;
        case core::ErrorClass::kUnavailable:
        case core::ErrorClass::kTimeout:
        case core::ErrorClass::kInternal:
            log::Warn("a call failed", {{"method", method_->full_name},
                                        {"request_id", call_.request_id},
                                        {"trace_id", call_.trace.TraceId()},
                                        {"code", name}});
            return;
        case core::ErrorClass::kMalformed:
        case core::ErrorClass::kUnauthenticated:
        case core::ErrorClass::kNotFound:
        case core::ErrorClass::kConflict:
        case core::ErrorClass::kRefused:
        case core::ErrorClass::kLimit: return;  // the caller's doing: no line
    }
}

void ServedCall::Complete(const std::optional<core::Error>& error) noexcept {
    grpc::Status status;
    if (error) {
        std::string serialised;
        status = ToStatus(*error, &serialised);
        context_->AddTrailingMetadata(kErrorDetailKey, serialised);
        if (!logged_) Log(*error);
    }
    if (call_.replayed) context_->AddTrailingMetadata(kReplayedKey, "true");
    method_->seconds.Observe(status.error_code(), begun_);
    Finish(std::move(status));
}

void ServedCall::OnDone() {
    state_->in_flight.Add(-1);
    delete this;
}

}  // namespace detail

Adapter::Adapter(async::Executor runtime)
    : executor_(std::move(runtime)), state_(std::make_shared<detail::AdapterState>()) {}

Adapter::~Adapter() = default;

}  // namespace clearway::rpc
