// SPDX-License-Identifier: Apache-2.0
#include "rpc/served_call.h"

#include <unordered_map>

#include "rpc/call_metrics.h"
#include "rpc/method_table.h"
#include "rpc/status_map.h"
#include "telemetry/log.h"
#include "telemetry/metrics.h"

namespace clearway::rpc::detail {

namespace {

const metrics::Gauge& InFlight() {
    static const metrics::Gauge gauge("clearway_rpc_server_in_flight", "Calls being served.");
    return gauge;
}

}  // namespace

struct ServedMethod {
    ServedMethod(std::string name, const Method* known_method, OperatorRecorder& recorder)
        : full_name(std::move(name)),
          known(known_method),
          operators(recorder),
          seconds("clearway_rpc_server_seconds", "Time to serve a call.", {{"method", full_name}}) {
    }
    std::string full_name;
    const Method* known;  // null: not in the descriptors, refused
    OperatorRecorder& operators;
    StatusHistograms seconds;
};

struct MethodMetrics::State {
    explicit State(OperatorRecorder& operators) : unknown("unknown", nullptr, operators) {
        for (const auto& method : linked) {
            auto served = std::make_unique<ServedMethod>(method.FullName(), &method, operators);
            const std::string_view name = served->full_name;
            methods.emplace(name, std::move(served));
        }
    }
    const std::vector<Method> linked = LinkedMethods();
    std::unordered_map<std::string_view, std::unique_ptr<ServedMethod>> methods;
    ServedMethod unknown;
};

MethodMetrics::MethodMetrics(OperatorRecorder& operators)
    : state_(std::make_unique<State>(operators)) {}
MethodMetrics::~MethodMetrics() = default;

ServedMethod& MethodMetrics::Find(std::string_view full_name) {
    const auto found = state_->methods.find(full_name);
    return found == state_->methods.end() ? state_->unknown : *found->second;
}

ServedCall::ServedCall(ServedMethod& method) : method_(method) { InFlight().Add(1); }
ServedCall::~ServedCall() { InFlight().Add(-1); }

std::optional<core::Error> ServedCall::Admit(std::string spiffe_id, CallHeader header) noexcept {
    try {
        return rpc::Admit(std::move(spiffe_id), std::move(header), method_.known, call_);
    } catch (const std::exception& failure) {
        return Failed(failure.what());
    }
}

async::Task<core::Result<core::Done>> ServedCall::Record(std::string request) {
    return method_.operators.Record(call_,
                                    {.method = method_.full_name, .request = std::move(request)});
}

std::optional<core::Error> ServedCall::CheckDeadline() const {
    if (std::chrono::system_clock::now() < call_.deadline) return std::nullopt;
    return core::Error{.code = core::ErrorCode::kDeadlineExceeded};
}

core::Error ServedCall::Failed(const char* what) noexcept {
    logged_ = true;
    log::Error("a call ended with an exception", {{"method", method_.full_name},
                                                  {"request_id", call_.request_id},
                                                  {"trace_id", call_.trace.TraceId()},
                                                  {"reason", log::Redact(what)}});
    return {.code = core::ErrorCode::kInternal};
}

void ServedCall::Log(const core::Error& error) const {
    const auto name = core::Describe(error.code).name;
    switch (error.Class()) {
        case core::ErrorClass::kDenied:
            log::Warn("a caller was refused", {{"method", method_.full_name},
                                               {"request_id", call_.request_id},
                                               {"caller", call_.caller_id},
                                               {"code", name}});
            return;
        case core::ErrorClass::kUnavailable:
        case core::ErrorClass::kTimeout:
        case core::ErrorClass::kInternal:
            log::Warn("a call failed", {{"method", method_.full_name},
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

grpc::Status ServedCall::End(const std::optional<core::Error>& error,
                             std::string* detail) noexcept {
    grpc::Status status;
    if (error) {
        status = ToStatus(*error, detail);
        if (!logged_) Log(*error);
    }
    method_.seconds.Observe(status.error_code(), begun_);
    return status;
}

}  // namespace clearway::rpc::detail
