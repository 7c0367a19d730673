// SPDX-License-Identifier: Apache-2.0
#include "rpc/grpc_setup.h"

#include <absl/synchronization/mutex.h>
#include <grpc/support/log.h>

#include "telemetry/log.h"

namespace clearway::rpc {
namespace {

void WriteLine(gpr_log_func_args* line) {
    if (line->severity != GPR_LOG_SEVERITY_ERROR) return;
    try {
        log::Warn("grpc", {{"reason", log::Redact(line->message)}});
    } catch (...) {
        // A log line is not worth the thread of gRPC that wrote it.
    }
}

}  // namespace

void SetUpGrpc() {
    gpr_set_log_function(WriteLine);
    // Debian builds Abseil with its search for lock cycles on, at every lock that gRPC takes.
    absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
}

}  // namespace clearway::rpc
