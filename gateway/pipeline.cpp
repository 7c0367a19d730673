// SPDX-License-Identifier: Apache-2.0
#include "gateway/pipeline.h"

#include <array>

#include "gateway/policy/request_checks.h"
#include "gateway/transcode/binding.h"
#include "gateway/transcode/openapi.h"
#include "telemetry/log.h"

namespace clearway::gateway {
namespace {

using http::GatewayError;
using http::Problem;
using std::chrono::steady_clock;

constexpr std::string_view kDocumentPath = "/openapi.json";
constexpr std::string_view kUnmatched = "unmatched";

// Only words of our own become labels.
std::string_view MethodLabel(std::string_view method) {
    constexpr std::array<std::string_view, 7> kKnown{"GET",    "POST", "PUT",    "PATCH",
                                                     "DELETE", "HEAD", "OPTIONS"};
    for (const auto known : kKnown)
        if (method == known) return known;
    return "OTHER";
}

Problem ProblemOf(core::ErrorCode code) { return http::ToProblem(core::Error{.code = code}); }

// What an upstream's answer tells the limit of its route.
policy::LoadShedder::Ending EndingOf(const core::Result<upstream::Answer>& answer) {
    using Ending = policy::LoadShedder::Ending;
    if (answer) return Ending::kAnswered;
    if (answer.error().code == core::ErrorCode::kOverloaded) return Ending::kRefused;
    // Not reached, or its breaker is open: fast, but no sign of an empty queue.
    if (answer.error().code == core::ErrorCode::kUnavailable) return Ending::kUnheard;
    return Ending::kAnswered;
}

}  // namespace

// What is known of one request on its way.
struct Pipeline::Exchange {
    const http::Request& request;
    std::string request_id;
    steady_clock::time_point begun = steady_clock::now();
    policy::Partner* partner = nullptr;
    const Route* route = nullptr;
    std::vector<PathParameter> parameters = {};
    bool is_document = false;
    std::optional<std::string> idempotency_key = {};
    http::Headers headers = {};  // for the answer, whatever it is
    std::string_view problem_code = {};
    policy::LoadShedder::Ending ending = policy::LoadShedder::Ending::kUnheard;
    bool held_back = false;

    http::Response Refused(const Problem& problem) {
        problem_code = problem.code;
        auto response = http::RenderProblem(problem, request.Path(), request_id);
        response.held_back = held_back;
        return response;
    }
};

Pipeline::Pipeline(const RouteTable& routes, const policy::PartnerRegistry& partners,
                   const policy::ShedLimits& shed, upstream::Upstream& upstream)
    : routes_(routes),
      partners_(partners),
      shedder_(shed, routes.Routes().size(), partners.Size()),
      upstream_(upstream),
      document_(OpenApiDocument(routes)),
      metrics_(routes.Routes()) {}

async::Task<http::Response> Pipeline::Handle(http::Request request) {
    Exchange exchange{.request = request, .request_id = policy::RequestIdOf(request.headers)};
    http::Response response;
    try {
        auto answering = Answer(exchange);
        response = co_await std::move(answering);
    } catch (const std::exception& error) {
        log::Error("a request ended by an exception",
                   {{"request_id", exchange.request_id}, {"error", error.what()}});
        response = exchange.Refused(ProblemOf(core::ErrorCode::kInternal));
    }
    Finish(exchange, response);
    co_return response;
}

async::Task<http::Response> Pipeline::Answer(Exchange& exchange) {
    if (const auto refusal = Identify(exchange)) co_return exchange.Refused(*refusal);
    if (const auto refusal = LimitRate(exchange)) co_return exchange.Refused(*refusal);

    if (const auto refusal = FindRoute(exchange)) co_return exchange.Refused(*refusal);
    if (exchange.is_document) co_return http::Response{.headers = {}, .body = document_};

    if (const auto refusal = CheckScope(exchange)) co_return exchange.Refused(*refusal);
    if (const auto refusal = CheckHeaders(exchange)) co_return exchange.Refused(*refusal);

    const auto route = RouteNumber(*exchange.route);
    auto ticket = shedder_.TryEnter(exchange.begun, route, exchange.partner->index);
    if (!ticket) co_return Shed(exchange);
    auto calling = CallService(exchange);
    http::Response response = co_await std::move(calling);
    ticket.End(steady_clock::now(), exchange.ending);
    metrics_.NoteLimit(route, shedder_.LimitOf(route));
    co_return response;
}

std::size_t Pipeline::RouteNumber(const Route& route) const {
    return static_cast<std::size_t>(&route - routes_.Routes().data());
}

// As cheap as can be: the body was not looked at, and a counter stands for the log line.
http::Response Pipeline::Shed(Exchange& exchange) {
    metrics_.shed.Add();
    exchange.held_back = true;
    return exchange.Refused(ProblemOf(core::ErrorCode::kOverloaded));
}

Pipeline::Refusal Pipeline::Identify(Exchange& exchange) const {
    exchange.partner = partners_.FindByPin(exchange.request.peer->pin);
    if (exchange.partner == nullptr) return http::ToProblem(GatewayError::kUnregisteredPartner);
    return std::nullopt;
}

Pipeline::Refusal Pipeline::LimitRate(Exchange& exchange) {
    auto& limiter = exchange.partner->limiter;
    const auto decision = limiter.Take(exchange.begun);
    policy::AddRateLimitHeaders(limiter.Limit(), decision, exchange.headers);
    if (decision.allowed) return std::nullopt;
    metrics_.rate_limited.Add();
    exchange.held_back = true;
    auto problem = http::ToProblem(GatewayError::kRateLimited);
    problem.retry_after_ms =
        static_cast<std::int32_t>(policy::RetryAfterSeconds(decision.retry_after) * 1000);
    return problem;
}

Pipeline::Refusal Pipeline::FindRoute(Exchange& exchange) const {
    // HEAD is GET without the body, which net/ leaves out.
    const std::string_view sent = exchange.request.method;
    const std::string_view method = sent == "HEAD" ? "GET" : sent;
    const auto not_allowed = [&exchange](std::string_view allow) {
        exchange.headers.Add("Allow", allow);
        return http::ToProblem(GatewayError::kMethodNotAllowed);
    };
    if (exchange.request.Path() == kDocumentPath) {
        if (method != "GET") return not_allowed("GET, HEAD");
        exchange.is_document = true;
        return std::nullopt;
    }
    auto match = routes_.Match(method, exchange.request.Path());
    if (auto* found = std::get_if<RouteFound>(&match)) {
        exchange.route = found->route;
        exchange.parameters = std::move(found->parameters);
        return std::nullopt;
    }
    if (const auto* other = std::get_if<MethodNotAllowed>(&match)) return not_allowed(other->allow);
    if (std::holds_alternative<MalformedPath>(match))
        return http::ToProblem(GatewayError::kMalformedRequest);
    return ProblemOf(core::ErrorCode::kNotFound);
}

Pipeline::Refusal Pipeline::CheckScope(const Exchange& exchange) const {
    if (exchange.partner->HasScope(exchange.route->scope)) return std::nullopt;
    return http::ToProblem(GatewayError::kInsufficientScope,
                           "This operation needs the scope " + exchange.route->scope + ".");
}

Pipeline::Refusal Pipeline::CheckHeaders(Exchange& exchange) const {
    const auto& request = exchange.request;
    if (exchange.route->idempotency_key != KeyRule::kIgnored) {
        auto key = policy::IdempotencyKeyOf(request.headers,
                                            exchange.route->idempotency_key == KeyRule::kRequired);
        if (!key) return http::ToProblem(key.error());
        exchange.idempotency_key = std::move(*key);
    }
    if (exchange.route->takes_body && !request.body.empty() && !policy::IsJson(request.headers))
        return http::ToProblem(GatewayError::kUnsupportedMediaType);
    return std::nullopt;
}

async::Task<http::Response> Pipeline::CallService(Exchange& exchange) {
    const Route& route = *exchange.route;
    auto message =
        BindRequest(route, exchange.parameters, exchange.request.Query(), exchange.request.body);
    if (!message) co_return exchange.Refused(http::ToProblem(message.error()));

    upstream::Call call{
        .service = route.service,
        .path = route.grpc_path,
        .message = std::move(*message),
        .deadline = route.deadline,
        .repeatable = route.repeatable,
        .partner_id = exchange.partner->partner_id,
        .idempotency_key = std::move(exchange.idempotency_key),
        .request_id = exchange.request_id,
        .traceparent = policy::TraceOf(exchange.request.headers).Child().ToTraceparent()};
    auto invoking = upstream_.Invoke(std::move(call));
    const core::Result<upstream::Answer> answer = co_await std::move(invoking);
    exchange.ending = EndingOf(answer);
    if (!answer) co_return exchange.Refused(http::ToProblem(answer.error()));

    auto body = RenderResponse(route, answer->bytes);
    if (!body) co_return exchange.Refused(http::ToProblem(body.error()));
    if (answer->replayed) exchange.headers.Add("Idempotency-Replayed", "true");
    co_return http::Response{
        .status = route.success_status, .headers = {}, .body = std::move(*body)};
}

void Pipeline::Finish(Exchange& exchange, http::Response& response) {
    auto& headers = response.headers;
    headers.Add("x-request-id", exchange.request_id);
    for (std::size_t i = 0; i < exchange.headers.Size(); ++i)
        headers.Add(exchange.headers.Name(i), exchange.headers.Value(i));

    const auto time = steady_clock::now() - exchange.begun;
    const RouteLabel label{.method = std::string(MethodLabel(exchange.request.method)),
                           .route = exchange.route         ? exchange.route->pattern
                                    : exchange.is_document ? std::string(kDocumentPath)
                                                           : std::string(kUnmatched)};
    metrics_.ObserveRequest(label, response.status, time);
    metrics_.in_flight.Set(static_cast<double>(shedder_.InFlight()));
    if (exchange.held_back) return;
    log::Info("request",
              {{"method", label.method},
               {"route", label.route},
               {"status", response.status},
               {"us", std::chrono::duration_cast<std::chrono::microseconds>(time).count()},
               {"partner", exchange.partner ? std::string_view(exchange.partner->partner_id)
                                            : std::string_view()},
               {"code", exchange.problem_code},
               {"request_id", exchange.request_id}});
}

http::Response Pipeline::Refuse(GatewayError error, const http::Request& partial) {
    Exchange exchange{.request = partial, .request_id = policy::RequestIdOf(partial.headers)};
    http::Response response = exchange.Refused(http::ToProblem(error));
    Finish(exchange, response);
    return response;
}

void Pipeline::NoteHandshake(std::string_view outcome) { metrics_.NoteHandshake(outcome); }

void Pipeline::NoteQueueDelay(steady_clock::duration delay) {
    metrics_.loop_delay.Observe(std::chrono::duration<double>(delay).count());
}

}  // namespace clearway::gateway
