// SPDX-License-Identifier: Apache-2.0
#include "gateway/transcode/route_reader.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <stdexcept>

#include "clearway/common/v1/options.pb.h"
#include "gateway/transcode/path_template.h"
#include "google/api/annotations.pb.h"
#include "transcode/json_reader.h"

namespace clearway::gateway {
namespace {

using google::api::HttpRule;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;

constexpr int kDefaultSuccess = 200;
constexpr int kDefaultDeadlineMs = 5000;

[[noreturn]] void Fail(const MethodDescriptor& method, const std::string& why) {
    throw std::runtime_error(method.full_name() + ": " + why);
}

// Sets method and pattern of the route.
void ReadPattern(const HttpRule& rule, Route& route) {
    switch (rule.pattern_case()) {
        case HttpRule::kGet:
            route.http_method = "GET";
            route.pattern = rule.get();
            return;
        case HttpRule::kPut:
            route.http_method = "PUT";
            route.pattern = rule.put();
            return;
        case HttpRule::kPost:
            route.http_method = "POST";
            route.pattern = rule.post();
            return;
        case HttpRule::kDelete:
            route.http_method = "DELETE";
            route.pattern = rule.delete_();
            return;
        case HttpRule::kPatch:
            route.http_method = "PATCH";
            route.pattern = rule.patch();
            return;
        case HttpRule::kCustom:
        case HttpRule::PATTERN_NOT_SET:
            Fail(*route.method, "the http rule has no usable method");
    }
}

void ReadBody(const HttpRule& rule, Route& route) {
    if (!rule.body().empty() && rule.body() != "*") {
        Fail(*route.method, "the body must be \"*\" or absent");
    }
    if (!rule.response_body().empty() || rule.additional_bindings_size() > 0) {
        Fail(*route.method, "response_body and additional_bindings are not supported");
    }
    route.takes_body = rule.body() == "*";
    if (route.takes_body && (route.http_method == "GET" || route.http_method == "DELETE")) {
        Fail(*route.method, "GET and DELETE take no body");
    }
}

void ReadPathFields(Route& route) {
    for (const PathSegment& segment : ParsePathTemplate(route.pattern).segments) {
        if (!segment.is_field) continue;
        const FieldDescriptor* field = route.method->input_type()->FindFieldByName(segment.text);
        if (field == nullptr || field->is_repeated() ||
            field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
            Fail(*route.method, "the path names no scalar field: " + segment.text);
        }
        if (std::count(route.path_fields.begin(), route.path_fields.end(), segment.text) > 0) {
            Fail(*route.method, "the path names a field twice: " + segment.text);
        }
        route.path_fields.push_back(segment.text);
    }
}

KeyRule ReadKeyRule(const common::v1::Operation& operation, const MethodDescriptor& method) {
    switch (operation.idempotency_key()) {
        case common::v1::IDEMPOTENCY_KEY_UNSPECIFIED:
            return KeyRule::kIgnored;
        case common::v1::IDEMPOTENCY_KEY_OPTIONAL:
            return KeyRule::kOptional;
        case common::v1::IDEMPOTENCY_KEY_REQUIRED:
            return KeyRule::kRequired;
        case common::v1::IdempotencyKey_INT_MIN_SENTINEL_DO_NOT_USE_:
        case common::v1::IdempotencyKey_INT_MAX_SENTINEL_DO_NOT_USE_:
            break;
    }
    Fail(method, "unknown idempotency_key option");
}

void ReadOperation(Route& route) {
    const auto& operation = route.method->options().GetExtension(common::v1::operation);
    if (operation.scope().empty()) Fail(*route.method, "a public call needs a scope");
    if (operation.summary().empty()) Fail(*route.method, "a public call needs a summary");
    route.scope = operation.scope();
    route.summary = operation.summary();
    route.success_status = operation.success_status() == 0 ? kDefaultSuccess
                                                           : operation.success_status();
    if (route.success_status < 200 || route.success_status > 299) {
        Fail(*route.method, "success_status must be 200 to 299");
    }
    route.idempotency_key = ReadKeyRule(operation, *route.method);
    route.repeatable = operation.repeatable();
    route.deadline = std::chrono::milliseconds(
        operation.deadline_ms_max() == 0 ? kDefaultDeadlineMs : operation.deadline_ms_max());
}

// "clearway.payment.v1" -> "payment": the peer of that name serves the package.
std::string ServiceOf(const MethodDescriptor& method) {
    const std::string& package = method.file()->package();
    const std::size_t first = package.find('.');
    const std::size_t second = package.find('.', first + 1);
    if (first == std::string::npos || second == std::string::npos ||
        package.compare(0, first, "clearway") != 0) {
        Fail(method, "the package is not clearway.<service>.<version>");
    }
    return package.substr(first + 1, second - first - 1);
}

Route ReadRoute(const MethodDescriptor& method) {
    Route route{};
    route.method = &method;
    if (method.client_streaming() || method.server_streaming()) {
        Fail(method, "a stream has no REST form");
    }
    const HttpRule& rule = method.options().GetExtension(google::api::http);
    ReadPattern(rule, route);
    ReadBody(rule, route);
    ReadPathFields(route);
    ReadOperation(route);
    route.service = ServiceOf(method);
    route.grpc_path = "/" + method.service()->full_name() + "/" + method.name();
    transcode::CheckSupported(*method.input_type());
    transcode::CheckSupported(*method.output_type());
    return route;
}

}  // namespace

std::vector<Route> ReadRoutes(const google::protobuf::FileDescriptor& file) {
    std::vector<Route> routes;
    for (int s = 0; s < file.service_count(); ++s) {
        const auto& service = *file.service(s);
        for (int m = 0; m < service.method_count(); ++m) {
            const MethodDescriptor& method = *service.method(m);
            if (method.options().HasExtension(google::api::http)) {
                routes.push_back(ReadRoute(method));
            }
        }
    }
    return routes;
}

}  // namespace clearway::gateway
