// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/message.h"

#include <algorithm>

namespace clearway::gateway::http {
namespace {

// Locale-free: header names are ASCII.
constexpr char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

}  // namespace

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return Lower(x) == Lower(y); });
}

void Headers::Add(std::string_view name, std::string_view value) {
    fields_.push_back({static_cast<std::uint32_t>(text_.size()),
                       static_cast<std::uint32_t>(name.size()),
                       static_cast<std::uint32_t>(value.size())});
    text_.append(name).append(value);
}

void Headers::Reserve(std::size_t fields, std::size_t bytes) {
    fields_.reserve(fields);
    text_.reserve(bytes);
}

std::string_view Headers::Name(std::size_t index) const {
    const Field& field = fields_[index];
    return std::string_view(text_).substr(field.begin, field.name_size);
}

std::string_view Headers::Value(std::size_t index) const {
    const Field& field = fields_[index];
    return std::string_view(text_).substr(field.begin + field.name_size, field.value_size);
}

std::size_t Headers::Count(std::string_view name) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < fields_.size(); ++i)
        if (EqualsIgnoringCase(Name(i), name)) ++count;
    return count;
}

std::optional<std::string_view> Headers::Find(std::string_view name) const {
    for (std::size_t i = 0; i < fields_.size(); ++i)
        if (EqualsIgnoringCase(Name(i), name)) return Value(i);
    return std::nullopt;
}

std::string_view Request::Path() const {
    return std::string_view(target).substr(0, target.find('?'));
}

std::string_view Request::Query() const {
    const auto mark = target.find('?');
    return mark == std::string::npos ? std::string_view()
                                     : std::string_view(target).substr(mark + 1);
}

std::string_view ReasonPhrase(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 202:
            return "Accepted";
        case 204:
            return "No Content";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 413:
            return "Content Too Large";
        case 415:
            return "Unsupported Media Type";
        case 417:
            return "Expectation Failed";
        case 422:
            return "Unprocessable Content";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 503:
            return "Service Unavailable";
        case 504:
            return "Gateway Timeout";
        default:
            return "Status";
    }
}

}  // namespace clearway::gateway::http
