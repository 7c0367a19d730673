// SPDX-License-Identifier: Apache-2.0
// A request and a response as plain values: what net/ hands in and gets back, and all that the rest
// of the gateway sees of HTTP. Must not know TLS, sockets or gRPC.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clearway::gateway::http {

// Header fields in their order, names compared without case. All text lies in one buffer, so that a
// request costs two allocations and not two for each field.
class Headers {
public:
    void Add(std::string_view name, std::string_view value);
    void Reserve(std::size_t fields, std::size_t bytes);

    std::size_t Size() const { return fields_.size(); }
    std::string_view Name(std::size_t index) const;
    std::string_view Value(std::size_t index) const;

    std::size_t Count(std::string_view name) const;
    // The first value of that name. Valid until the next Add.
    std::optional<std::string_view> Find(std::string_view name) const;

private:
    struct Field {
        std::uint32_t begin;
        std::uint32_t name_size;
        std::uint32_t value_size;
    };

    std::string text_;
    std::vector<Field> fields_;
};

// Who is at the other end of a connection; shared by all of its requests.
struct Peer {
    std::string pin;      // base64 of the SHA-256 of the certificate's SubjectPublicKeyInfo (DER)
    std::string address;  // remote IP address
};

struct Request {
    std::string method;
    std::string target;  // as sent, absolute form already cut down to path and query
    Headers headers;
    std::string body;
    std::shared_ptr<const Peer> peer;

    std::string_view Path() const;   // without the query
    std::string_view Query() const;  // behind '?', empty when there is none
};

struct Response {
    int status = 200;
    std::string_view content_type = "application/json";  // a literal
    Headers headers;  // besides Content-Type, Content-Length, Date and Connection
    std::string body;
    bool held_back = false;  // refused for load or rate: the connection rests before its next request
};

bool EqualsIgnoringCase(std::string_view a, std::string_view b);

// The reason phrase of a status, for the status line only.
std::string_view ReasonPhrase(int status);

}  // namespace clearway::gateway::http
