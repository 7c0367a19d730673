// SPDX-License-Identifier: Apache-2.0
#include "gateway/transcode/openapi.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "gateway/transcode/json_pretty.h"
#include "gateway/transcode/openapi_schema.h"
#include "gateway/transcode/problem_schema.h"

namespace clearway::gateway {
namespace {

namespace json = boost::json;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

constexpr char kKeyDescription[] =
    "Names this attempt, 1 to 255 visible ASCII characters. A repetition with the same key and the "
    "same body gets the same answer and does its work once; with another body it is refused (422).";

json::object ReferenceTo(std::string_view section, const std::string& name) {
    return {{"$ref", "#/components/" + std::string(section) + "/" + name}};
}

json::object PathParameterOf(const Route& route, const std::string& name, const SchemaBook& book) {
    const FieldDescriptor* field = route.method->input_type()->FindFieldByName(name);
    json::object schema = book.FieldSchema(*field);
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) schema["minLength"] = 1;
    return {{"name", name}, {"in", "path"}, {"required", true}, {"schema", std::move(schema)}};
}

// Query parameters of `type`, nested messages with dotted names.
void AddQuery(const Descriptor& type, const std::string& prefix, const Route& route,
              const SchemaBook& book, json::array& parameters) {
    for (int i = 0; i < type.field_count(); ++i) {
        const FieldDescriptor& field = *type.field(i);
        const std::string name = prefix + field.name();
        const auto& in_path = route.path_fields;
        if (std::find(in_path.begin(), in_path.end(), name) != in_path.end()) continue;
        const bool message = field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
        if (message && field.message_type()->full_name() != "google.protobuf.Timestamp") {
            if (!field.is_repeated()) {
                AddQuery(*field.message_type(), name + ".", route, book, parameters);
            }
            continue;
        }
        parameters.push_back(json::object{{"name", name},
                                          {"in", "query"},
                                          {"required", IsRequiredField(field) && prefix.empty()},
                                          {"schema", book.FieldSchema(field)}});
    }
}

json::array Parameters(const Route& route, const SchemaBook& book) {
    json::array parameters;
    for (const std::string& name : route.path_fields) {
        parameters.push_back(PathParameterOf(route, name, book));
    }
    if (!route.takes_body) AddQuery(*route.method->input_type(), "", route, book, parameters);
    if (route.idempotency_key != KeyRule::kIgnored) {
        parameters.push_back(json::object{
            {"name", "Idempotency-Key"},
            {"in", "header"},
            {"required", route.idempotency_key == KeyRule::kRequired},
            {"description", kKeyDescription},
            {"schema", {{"type", "string"}, {"pattern", "^[!-~]{1,255}$"}}}});
    }
    return parameters;
}

json::object RequestBody(const Route& route, const SchemaBook& book) {
    const Descriptor& type = *route.method->input_type();
    bool required = false;
    for (int i = 0; i < type.field_count(); ++i) {
        const auto& in_path = route.path_fields;
        const bool bound =
            std::find(in_path.begin(), in_path.end(), type.field(i)->name()) != in_path.end();
        required = required || (IsRequiredField(*type.field(i)) && !bound);
    }
    return {{"required", required},
            {"content", {{"application/json", {{"schema", book.Reference(type)}}}}}};
}

json::object SuccessResponse(const Route& route, const SchemaBook& book) {
    json::object headers;
    for (const std::string& name : AnswerHeaders()) headers[name] = ReferenceTo("headers", name);
    if (route.idempotency_key != KeyRule::kIgnored) {
        headers["Idempotency-Replayed"] = ReferenceTo("headers", "Idempotency-Replayed");
    }
    return {{"description", "Success."},
            {"headers", std::move(headers)},
            {"content",
             {{"application/json", {{"schema", book.Reference(*route.method->output_type())}}}}}};
}

json::object Responses(const Route& route, const SchemaBook& book) {
    const bool writes = route.http_method != "GET";
    json::object responses;
    responses[std::to_string(route.success_status)] = SuccessResponse(route, book);
    for (const ProblemResponse& problem : ProblemResponses()) {
        if (problem.only_writes && !writes) continue;
        if (problem.only_named && route.path_fields.empty() && !writes) continue;
        responses[problem.status] = ReferenceTo("responses", problem.name);
    }
    return responses;
}

std::string OperationId(const Route& route) {
    std::string id = route.method->name();
    if (id[0] >= 'A' && id[0] <= 'Z') id[0] = static_cast<char>(id[0] - 'A' + 'a');
    return id;
}

json::object Operation(const Route& route, const SchemaBook& book) {
    json::object operation{{"operationId", OperationId(route)},
                           {"summary", route.summary},
                           {"tags", json::array{json::string(route.service)}},
                           {"x-required-scope", route.scope}};
    operation["security"] =
        json::array{json::object{{"partner_certificate", json::array{json::string(route.scope)}}}};
    json::array parameters = Parameters(route, book);
    if (!parameters.empty()) operation["parameters"] = std::move(parameters);
    if (route.takes_body) operation["requestBody"] = RequestBody(route, book);
    operation["responses"] = Responses(route, book);
    return operation;
}

json::object Paths(std::span<const Route> routes, const SchemaBook& book) {
    json::object paths;
    std::set<std::string> ids;
    for (const Route& route : routes) {
        if (!ids.insert(OperationId(route)).second) {
            throw std::runtime_error("two public calls are named " + route.method->name());
        }
        std::string method = route.http_method;
        for (char& c : method) c = static_cast<char>(c - 'A' + 'a');
        if (!paths.contains(route.pattern)) paths[route.pattern] = json::object();
        paths[route.pattern].as_object()[method] = Operation(route, book);
    }
    return paths;
}

json::array Tags(std::span<const Route> routes) {
    json::array tags;
    std::set<std::string> seen;
    for (const Route& route : routes) {
        if (!seen.insert(route.service).second) continue;
        tags.push_back(
            json::object{{"name", route.service},
                         {"description", "Served by the " + route.service + " service."}});
    }
    return tags;
}

json::object Components(const SchemaBook& book) {
    json::object components{{"schemas", book.Components()}};
    for (auto& schema : ProblemSchemas()) {
        components["schemas"].as_object().insert(schema);
    }
    components["responses"] = ProblemResponseComponents();
    components["headers"] = HeaderComponents();
    components["securitySchemes"] = json::object{
        {"partner_certificate",
         {{"type", "mutualTLS"},
          {"description",
           "A client certificate whose public key is registered for the partner. The role named "
           "with an operation is the scope that the partner must have been granted."}}}};
    return components;
}

}  // namespace

std::string OpenApiDocument(const RouteTable& routes) {
    const SchemaBook book(routes.Routes());
    const json::object document{
        {"openapi", "3.1.0"},
        {"info",
         {{"title", "Clearway"},
          {"description",
           "Payments over mutual TLS. Amounts are decimal text with their currency; times are RFC "
           "3339; unknown fields are refused; every error is an application/problem+json document "
           "with a stable code."},
          {"version", "1.0.0"},
          {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
        {"servers",
         json::array{json::object{{"url", "https://localhost:8443"},
                                  {"description", "A local stack."}}}},
        {"tags", Tags(routes.Routes())},
        {"paths", Paths(routes.Routes(), book)},
        {"components", Components(book)}};
    return PrettyJson(document);
}

}  // namespace clearway::gateway
