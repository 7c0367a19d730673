// SPDX-License-Identifier: Apache-2.0
#include "gateway/gateway_metrics.h"

#include <tuple>

namespace clearway::gateway {

GatewayMetrics::GatewayMetrics(std::span<const Route> routes)
    : in_flight("clearway_gateway_in_flight", "Requests that the gateway works on."),
      shed("clearway_gateway_shed_total", "Requests refused because too much work was waiting."),
      loop_delay("clearway_gateway_loop_delay_seconds",
                 "By how much an io thread was late for its clock."),
      rate_limited("clearway_gateway_rate_limited_total",
                   "Requests refused because the partner's rate limit was used up.") {
    for (const auto& route : routes)
        limits_.emplace_back("clearway_gateway_route_limit",
                             "Requests in flight that the route may have now.",
                             metrics::Labels{{"method", route.http_method},
                                             {"route", route.pattern}});
}

void GatewayMetrics::ObserveRequest(const RouteLabel& label, int status,
                                    std::chrono::steady_clock::duration time) {
    const metrics::Histogram* histogram = nullptr;
    {
        const std::lock_guard lock(mutex_);
        const auto key = std::tie(label.method, label.route, status);
        auto found = requests_.find(key);
        if (found == requests_.end())
            found = requests_
                        .emplace(key, metrics::Histogram("clearway_gateway_request_seconds",
                                                         "Time from the request's last byte to "
                                                         "its answer.",
                                                         {{"method", label.method},
                                                          {"route", label.route},
                                                          {"status", std::to_string(status)}}))
                        .first;
        histogram = &found->second;
    }
    histogram->Observe(std::chrono::duration<double>(time).count());
}

void GatewayMetrics::NoteHandshake(std::string_view outcome) {
    const std::lock_guard lock(mutex_);
    auto found = handshakes_.find(outcome);
    if (found == handshakes_.end())
        found = handshakes_
                    .emplace(std::string(outcome),
                             metrics::Counter("clearway_gateway_tls_handshakes_total",
                                              "TLS handshakes by outcome.",
                                              {{"outcome", std::string(outcome)}}))
                    .first;
    found->second.Add();
}

}  // namespace clearway::gateway
