// SPDX-License-Identifier: Apache-2.0
#include "gateway/transcode/problem_schema.h"

#include <array>
#include <boost/json.hpp>

namespace clearway::gateway {
namespace {

namespace json = boost::json;

constexpr std::array kProblems = {
    ProblemResponse{.status = "400", .name = "BadRequest",
                    .description = "The request is malformed; errors[] names the fields."},
    ProblemResponse{.status = "403", .name = "Forbidden",
                    .description = "The certificate is not registered or the scope not granted."},
    ProblemResponse{.status = "404", .name = "NotFound",
                    .description = "There is no such thing, or it is another partner's.",
                    .only_named = true},
    ProblemResponse{.status = "409", .name = "Conflict",
                    .description = "The state has changed or does not allow it.",
                    .only_writes = true},
    ProblemResponse{.status = "413", .name = "PayloadTooLarge",
                    .description = "The body is too large.", .only_writes = true},
    ProblemResponse{.status = "415", .name = "UnsupportedMediaType",
                    .description = "The body is not application/json.", .only_writes = true},
    ProblemResponse{.status = "422", .name = "Refused",
                    .description = "Understood, and refused by a rule.", .only_writes = true},
    ProblemResponse{.status = "429", .name = "TooManyRequests",
                    .description = "The partner's rate limit is used up.",
                    .has_retry_after = true},
    ProblemResponse{.status = "503", .name = "Unavailable",
                    .description = "Not available now; nothing was done. Try again later.",
                    .has_retry_after = true},
    ProblemResponse{.status = "504", .name = "Timeout",
                    .description = "The outcome is unknown: repeat with the same key."},
    ProblemResponse{.status = "default", .name = "Problem",
                    .description = "Any other problem."},
};

json::object Text() { return {{"type", "string"}}; }

json::object Header(const char* description, json::object schema) {
    return {{"description", description}, {"schema", std::move(schema)}};
}

}  // namespace

std::span<const ProblemResponse> ProblemResponses() { return kProblems; }

const std::vector<std::string>& AnswerHeaders() {
    static const std::vector<std::string> names = {"X-Request-Id", "RateLimit",
                                                   "RateLimit-Policy"};
    return names;
}

json::object ProblemSchemas() {
    return {{"Problem",
             {{"type", "object"},
              {"description", "A problem document (RFC 9457). Tell problems apart by code."},
              {"properties",
               {{"type", {{"type", "string"}, {"format", "uri-reference"}}},
                {"title", Text()},
                {"status", {{"type", "integer"}, {"minimum", 400}, {"maximum", 599}}},
                {"detail", Text()},
                {"instance", {{"type", "string"}, {"format", "uri-reference"}}},
                {"code", {{"type", "string"}, {"pattern", "^[a-z_]+$"}}},
                {"request_id", Text()},
                {"errors",
                 {{"type", "array"}, {"items", {{"$ref", "#/components/schemas/ProblemField"}}}}}}},
              {"required",
               json::array{"type", "title", "status", "detail", "code", "request_id"}}}},
            {"ProblemField",
             {{"type", "object"},
              {"properties",
               {{"field", {{"type", "string"}, {"description", "Path, e.g. amount.value."}}},
                {"code", Text()},
                {"message", Text()}}},
              {"required", json::array{"field", "code", "message"}}}}};
}

json::object ProblemResponseComponents() {
    json::object responses;
    for (const ProblemResponse& problem : kProblems) {
        json::object headers{
            {"X-Request-Id", {{"$ref", "#/components/headers/X-Request-Id"}}}};
        if (problem.has_retry_after) {
            headers["Retry-After"] = json::object{{"$ref", "#/components/headers/Retry-After"}};
        }
        responses[problem.name] = json::object{
            {"description", problem.description},
            {"headers", std::move(headers)},
            {"content",
             {{"application/problem+json",
               {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}};
    }
    return responses;
}

json::object HeaderComponents() {
    return {
        {"X-Request-Id", Header("Names this request in our logs.", Text())},
        {"RateLimit", Header("What is left of the partner's rate limit.", Text())},
        {"RateLimit-Policy", Header("The partner's rate limit.", Text())},
        {"Retry-After", Header("Seconds to wait before the next attempt.",
                               {{"type", "integer"}, {"minimum", 1}})},
        {"Idempotency-Replayed", Header("\"true\": a stored answer to an earlier attempt.",
                                        {{"type", "string"}, {"enum", json::array{"true"}}})},
    };
}

}  // namespace clearway::gateway
