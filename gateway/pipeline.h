// SPDX-License-Identifier: Apache-2.0
// What happens to a request between the socket and the service, as one readable sequence: identify,
// limit the rate, route, check scope and headers, shed load, bind, call, render. Must not know a
// route or a service by name.
#pragma once

#include <optional>
#include <string>

#include "gateway/gateway_metrics.h"
#include "gateway/net/handler.h"
#include "gateway/policy/load_shedder.h"
#include "gateway/policy/partners.h"
#include "gateway/transcode/route_table.h"
#include "gateway/upstream/upstream.h"

namespace clearway::gateway {

class Pipeline final : public net::Handler {
public:
    // All must outlive the pipeline.
    Pipeline(const RouteTable& routes, const policy::PartnerRegistry& partners,
             const policy::ShedLimits& shed, upstream::Upstream& upstream);

    async::Task<http::Response> Handle(http::Request request) override;
    http::Response Refuse(http::GatewayError error, const http::Request& partial) override;
    void NoteHandshake(std::string_view outcome) override;
    void NoteQueueDelay(std::chrono::steady_clock::duration delay) override;

private:
    struct Exchange;
    using Refusal = std::optional<http::Problem>;

    async::Task<http::Response> Answer(Exchange& exchange);
    Refusal Identify(Exchange& exchange) const;
    Refusal LimitRate(Exchange& exchange);
    Refusal FindRoute(Exchange& exchange) const;
    Refusal CheckScope(const Exchange& exchange) const;
    Refusal CheckHeaders(Exchange& exchange) const;
    std::size_t RouteNumber(const Route& route) const;
    http::Response Shed(Exchange& exchange);
    async::Task<http::Response> CallService(Exchange& exchange);
    void Finish(Exchange& exchange, http::Response& response);

    const RouteTable& routes_;
    const policy::PartnerRegistry& partners_;
    policy::LoadShedder shedder_;
    upstream::Upstream& upstream_;
    const std::string document_;  // /openapi.json
    GatewayMetrics metrics_;
};

}  // namespace clearway::gateway
