// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/problem.h"

#include <array>
#include <boost/json.hpp>

namespace clearway::gateway::http {
namespace {

using enum GatewayError;

constexpr std::string_view kTypePrefix = "https://clearway.dev/problems/";

constexpr std::array kRows{
    GatewayErrorInfo{kMalformedRequest, "malformed_request", 400,
                     "The message is not a well-formed HTTP request."},
    GatewayErrorInfo{kUnregisteredPartner, "unregistered_partner", 403,
                     "The client certificate belongs to no registered partner."},
    GatewayErrorInfo{kInsufficientScope, "insufficient_scope", 403,
                     "The partner was not granted the scope of this operation."},
    GatewayErrorInfo{kMethodNotAllowed, "method_not_allowed", 405,
                     "This resource does not have that method."},
    GatewayErrorInfo{kRequestTimeout, "request_timeout", 408,
                     "The request did not arrive in time."},
    GatewayErrorInfo{kPayloadTooLarge, "payload_too_large", 413,
                     "The request's body is too large."},
    GatewayErrorInfo{kUnsupportedMediaType, "unsupported_media_type", 415,
                     "The body must be application/json."},
    GatewayErrorInfo{kExpectationFailed, "expectation_failed", 417,
                     "The Expect header asks for something unknown."},
    GatewayErrorInfo{kRateLimited, "rate_limited", 429, "The partner's rate limit is used up."},
    GatewayErrorInfo{kHeadersTooLarge, "headers_too_large", 431,
                     "The request's header is too large."},
};

constexpr bool RowsFollowTheEnumeration() {
    for (std::size_t i = 0; i < kRows.size(); ++i)
        if (static_cast<std::size_t>(kRows[i].error) != i) return false;
    return kRows.size() == static_cast<std::size_t>(kHeadersTooLarge) + 1;
}
static_assert(RowsFollowTheEnumeration(), "one row an error, in order");

boost::json::string_view Json(std::string_view text) { return {text.data(), text.size()}; }

boost::json::array FieldErrors(const std::vector<core::FieldError>& errors) {
    boost::json::array list;
    list.reserve(errors.size());
    for (const auto& error : errors)
        list.push_back(boost::json::object{{"field", Json(error.field)},
                                           {"code", Json(error.code)},
                                           {"message", Json(error.message)}});
    return list;
}

}  // namespace

std::span<const GatewayErrorInfo> AllGatewayErrors() { return kRows; }

const GatewayErrorInfo& Describe(GatewayError error) {
    return kRows[static_cast<std::size_t>(error)];
}

int StatusOf(core::ErrorClass error_class) {
    switch (error_class) {
        case core::ErrorClass::kMalformed:
            return 400;
        case core::ErrorClass::kUnauthenticated:
            return 401;
        case core::ErrorClass::kDenied:
            return 403;
        case core::ErrorClass::kNotFound:
            return 404;
        case core::ErrorClass::kConflict:
            return 409;
        case core::ErrorClass::kRefused:
            return 422;
        case core::ErrorClass::kLimit:
            return 429;
        case core::ErrorClass::kUnavailable:
            return 503;
        case core::ErrorClass::kTimeout:
            return 504;
        case core::ErrorClass::kInternal:
            return 500;
    }
    return 500;
}

Problem ToProblem(const core::Error& error) {
    const auto& info = core::Describe(error.code);
    Problem problem{.status = StatusOf(info.error_class), .code = info.name, .title = info.title};
    // An internal error says nothing beyond its title, whatever detail came along.
    if (info.error_class != core::ErrorClass::kInternal) {
        if (error.detail != info.title) problem.detail = error.detail;
        problem.errors = error.field_errors;
    }
    problem.retry_after_ms = error.retry_after_ms;
    // RFC 9110 asks for advice with 503; a second is what a shed or a restart takes at least.
    if (problem.status == 503 && problem.retry_after_ms == 0) problem.retry_after_ms = 1000;
    return problem;
}

Problem ToProblem(GatewayError error, std::string detail) {
    const auto& info = Describe(error);
    return Problem{
        .status = info.status, .code = info.code, .title = info.title, .detail = std::move(detail)};
}

Response RenderProblem(const Problem& problem, std::string_view instance,
                       std::string_view request_id) {
    boost::json::object document;
    document["type"] = std::string(kTypePrefix).append(problem.code);
    document["title"] = Json(problem.title);
    document["status"] = problem.status;
    document["detail"] = Json(problem.detail.empty() ? problem.title : problem.detail);
    if (!instance.empty()) document["instance"] = Json(instance);
    document["code"] = Json(problem.code);
    document["request_id"] = Json(request_id);
    if (!problem.errors.empty()) document["errors"] = FieldErrors(problem.errors);

    Response response{.status = problem.status,
                      .content_type = "application/problem+json",
                      .headers = {},
                      .body = boost::json::serialize(document)};
    if (problem.retry_after_ms > 0)
        response.headers.Add("Retry-After", std::to_string((problem.retry_after_ms + 999) / 1000));
    return response;
}

}  // namespace clearway::gateway::http
