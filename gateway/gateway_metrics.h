// SPDX-License-Identifier: Apache-2.0
// The gateway's metrics. Labels come from route templates and fixed words only, never from what a
// client sent, so that their number is bounded.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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
    explicit GatewayMetrics(std::span<const Route> routes);

    void ObserveRequest(const RouteLabel& label, int status,
                        std::chrono::steady_clock::duration time);
    void NoteHandshake(std::string_view outcome);
    void NoteLimit(std::size_t route, std::int64_t limit) const {
        limits_[route].Set(static_cast<double>(limit));
    }

    const metrics::Gauge in_flight;
    const metrics::Counter shed;
    const metrics::Histogram loop_delay;
    const metrics::Counter rate_limited;

private:
    std::vector<metrics::Gauge> limits_;  // in flight, by route

    std::mutex mutex_;
    // Filled as combinations occur. Nodes stay where they are.
    std::map<std::tuple<std::string, std::string, int>, metrics::Histogram, std::less<>> requests_;
    std::map<std::string, metrics::Counter, std::less<>> handshakes_;
};

}  // namespace clearway::gateway
