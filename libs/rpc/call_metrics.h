// SPDX-License-Identifier: Apache-2.0
// Latency histograms of one method by gRPC status. A series is made when its status is first seen,
// so that a method that always succeeds shows one; afterwards no lock is taken.
#pragma once

#include <grpcpp/support/status.h>

#include <array>
#include <atomic>
#include <chrono>
#include <mutex>
#include <string>

#include "telemetry/metrics.h"

namespace clearway::rpc {

// "OK", "UNAVAILABLE", ...
std::string_view StatusName(grpc::StatusCode code);

class StatusHistograms {
public:
    // `labels` without the status.
    StatusHistograms(std::string name, std::string help, metrics::Labels labels);
    ~StatusHistograms();

    void Observe(grpc::StatusCode code, std::chrono::steady_clock::time_point begun);

private:
    const metrics::Histogram& Of(std::size_t code);

    std::string name_;
    std::string help_;
    metrics::Labels labels_;
    std::mutex creation_;
    std::array<std::atomic<const metrics::Histogram*>, 17> by_status_{};
};

}  // namespace clearway::rpc
