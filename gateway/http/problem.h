// SPDX-License-Identifier: Apache-2.0
// Problem documents (RFC 9457): the one place where an error becomes an HTTP status. A core error's
// status follows from its class alone; what only HTTP can go wrong with is the table of
// GatewayError. Must not say anything internal: only catalogue texts and details chosen for
// partners.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "gateway/http/message.h"

namespace clearway::gateway::http {

// Refusals by the gateway itself, before a service is asked.
enum class GatewayError {
    kMalformedRequest,
    kUnregisteredPartner,
    kInsufficientScope,
    kMethodNotAllowed,
    kRequestTimeout,
    kPayloadTooLarge,
    kUnsupportedMediaType,
    kExpectationFailed,
    kRateLimited,
    kHeadersTooLarge,
};

struct GatewayErrorInfo {
    GatewayError error;
    std::string_view code;  // public and append-only, like the codes of the core catalogue
    int status;
    std::string_view title;
};

// All rows in the order of the enumeration.
std::span<const GatewayErrorInfo> AllGatewayErrors();
const GatewayErrorInfo& Describe(GatewayError error);

int StatusOf(core::ErrorClass error_class);

struct Problem {
    int status;
    std::string_view code;  // literals of the two catalogues
    std::string_view title;
    std::string detail = {};  // empty: the title is the detail
    std::vector<core::FieldError> errors = {};
    std::int32_t retry_after_ms = 0;
};

Problem ToProblem(const core::Error& error);
Problem ToProblem(GatewayError error, std::string detail = {});

// The whole answer: status, application/problem+json, Retry-After where there is advice.
// `instance` is the path of the request.
Response RenderProblem(const Problem& problem, std::string_view instance,
                       std::string_view request_id);

}  // namespace clearway::gateway::http
