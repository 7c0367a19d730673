// SPDX-License-Identifier: Apache-2.0
// The gateway's metrics. Labels come from route templates and fixed words only, never from what a
// client sent, so that their number is bounded.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "gateway/transcode/route_table.h"
#include "telemetry/metrics.h"

namespace clearway::gateway {

// Where a request was sent, as metric labels and log fields.
struct RouteLabel {
    std::string method;  // "GET", ...; "OTHER" for a method that no route has
    std::string route;   // template
};

class GatewayMetrics {
public:
    GatewayMetrics();

    void ObserveRequest(const RouteLabel& label, int status,
                        std::chrono::steady_clock::duration time);
    void NoteHandshake(std::string_view outcome);

    const metrics::Gauge in_flight;
    const metrics::Counter shed;
    const metrics::Counter rate_limited;

private:
    std::mutex mutex_;
    // Filled as combinations occur. Nodes stay where they are.
    std::map<std::tuple<std::string, std::string, int>, metrics::Histogram, std::less<>> requests_;
    std::map<std::string, metrics::Counter, std::less<>> handshakes_;
};

}  // namespace clearway::gateway
