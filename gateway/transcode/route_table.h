// SPDX-License-Identifier: Apache-2.0
// The routes of the REST API, read once from the google.api.http rules and the operation option of
// the linked descriptors. Finds the route of a request. Must not know a route or a service by name.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace google::protobuf {
class FileDescriptor;
class MethodDescriptor;
}  // namespace google::protobuf

namespace clearway::gateway {

enum class KeyRule { kIgnored, kOptional, kRequired };

struct Route {
    std::string http_method;  // "GET", "POST", ...
    std::string pattern;      // "/v1/payments/{payment_id}:cancel"; fit for a metric label
    std::string grpc_path;    // "/clearway.payment.v1.PaymentService/CancelPayment"
    std::string service;      // "payment": the peer to call, from the proto package
    std::string scope;        // what the partner must have been granted
    std::string summary;
    int success_status;
    KeyRule idempotency_key;
    bool takes_body;
    bool repeatable;
    std::chrono::milliseconds deadline;  // longest time that the upstream works on it
    std::vector<std::string> path_fields;  // "payment_id"
    const google::protobuf::MethodDescriptor* method;
};

struct PathParameter {
    std::string name;
    std::string value;  // decoded UTF-8
};

struct RouteFound {
    const Route* route;
    std::vector<PathParameter> parameters;
};
struct RouteNotFound {};
struct MethodNotAllowed {
    std::string allow;  // "GET, POST", for the Allow header
};
// The path matches nothing that a client can have meant: bad percent-encoding, NUL, no UTF-8.
struct MalformedPath {};
using RouteMatch = std::variant<RouteFound, RouteNotFound, MethodNotAllowed, MalformedPath>;

class RouteTable {
public:
    // All methods with an http rule of the services in `files`. Throws std::runtime_error when two
    // routes could match the same request, a template or option is unusable, or a message has a
    // field outside the JSON mapping.
    explicit RouteTable(std::span<const google::protobuf::FileDescriptor* const> files);
    ~RouteTable();
    RouteTable(RouteTable&&) noexcept;

    // `path` is the request target without query, still percent-encoded. Thread-safe.
    RouteMatch Match(std::string_view http_method, std::string_view path) const;

    // In the order of the files and of their methods.
    std::span<const Route> Routes() const;

private:
    struct Index;
    std::vector<Route> routes_;
    std::unique_ptr<Index> index_;
};

}  // namespace clearway::gateway
