// SPDX-License-Identifier: Apache-2.0
#include "config/environment.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

namespace clearway::config {
namespace {

std::optional<std::string> FromProcess(std::string_view name) {
    const char* value = std::getenv(std::string(name).c_str());
    if (value == nullptr) return std::nullopt;
    return std::string(value);
}

// All of `text`, in decimal digits with an optional minus sign.
std::optional<std::int64_t> ParseInteger(std::string_view text) {
    std::int64_t value = 0;
    const auto* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, value);
    if (result.ec != std::errc() || result.ptr != end) return std::nullopt;
    return value;
}

bool IsHostCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '.' || c == '-' || c == '_';
}

bool IsIpv6Character(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') ||
           c == ':' || c == '.';
}

// "host:port" or "[ipv6]:port".
std::optional<HostPort> ParseAddress(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    auto host = text.substr(0, colon);
    const auto port_text = text.substr(colon + 1);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
        host = host.substr(1, host.size() - 2);
        if (!std::ranges::all_of(host, IsIpv6Character)) return std::nullopt;
    } else if (host.empty() || !std::ranges::all_of(host, IsHostCharacter)) {
        return std::nullopt;
    }
    const auto port = ParseInteger(port_text);
    if (!port || *port < 0 || *port > 65535 || port_text.front() == '-') return std::nullopt;
    return HostPort{.host = std::string(host), .port = static_cast<std::uint16_t>(*port)};
}

// "250", "250ms", "5s" or "2m".
std::optional<std::chrono::milliseconds> ParseMillis(std::string_view text) {
    constexpr std::int64_t kDayMs = 24LL * 60 * 60 * 1000;
    std::int64_t unit_ms = 1;
    if (text.ends_with("ms")) {
        text.remove_suffix(2);
    } else if (text.ends_with('s')) {
        unit_ms = 1000;
        text.remove_suffix(1);
    } else if (text.ends_with('m')) {
        unit_ms = 60'000;
        text.remove_suffix(1);
    }
    const auto count = ParseInteger(text);
    if (!count || *count < 0 || *count > kDayMs / unit_ms) return std::nullopt;
    return std::chrono::milliseconds(*count * unit_ms);
}

}  // namespace

std::string HostPort::ToString() const {
    const bool is_ipv6 = host.find(':') != std::string::npos;
    return (is_ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

Environment::Environment() : Environment(FromProcess) {}

Environment::Environment(Lookup lookup) : lookup_(std::move(lookup)) {}

std::optional<std::string> Environment::Find(std::string_view name) const {
    auto value = lookup_(name);
    if (value && value->empty()) return std::nullopt;
    return value;
}

std::string Environment::Text(std::string_view name) {
    auto value = Find(name);
    if (!value) Fault(name, "is required");
    return std::move(value).value_or(std::string());
}

std::string Environment::Text(std::string_view name, std::string_view fallback) {
    return Find(name).value_or(std::string(fallback));
}

std::int64_t Environment::Integer(std::string_view name, std::int64_t fallback, std::int64_t min,
                                  std::int64_t max) {
    const auto text = Find(name);
    if (!text) return fallback;
    const auto value = ParseInteger(*text);
    if (value && *value >= min && *value <= max) return *value;
    Fault(name, "must be a whole number from " + std::to_string(min) + " to " +
                    std::to_string(max));
    return fallback;
}

std::chrono::milliseconds Environment::Millis(std::string_view name,
                                              std::chrono::milliseconds fallback) {
    const auto text = Find(name);
    if (!text) return fallback;
    if (const auto value = ParseMillis(*text)) return *value;
    Fault(name, "must be a duration of at most a day, e.g. 250ms, 5s or 2m");
    return fallback;
}

HostPort Environment::Address(std::string_view name) {
    const auto text = Find(name);
    if (!text) {
        Fault(name, "is required (host:port)");
        return {};
    }
    return ReadAddress(name, *text);
}

HostPort Environment::Address(std::string_view name, std::string_view fallback) {
    return ReadAddress(name, Text(name, fallback));
}

HostPort Environment::ReadAddress(std::string_view name, std::string_view text) {
    if (auto address = ParseAddress(text)) return *std::move(address);
    Fault(name, "must be host:port with a port from 0 to 65535");
    return {};
}

std::string Environment::File(std::string_view name) {
    const auto path = Find(name);
    std::error_code error;
    if (!path)
        Fault(name, "is required (path of a file)");
    else if (!std::filesystem::is_regular_file(*path, error))
        Fault(name, "must be the path of an existing file");
    else if (::access(path->c_str(), R_OK) != 0)
        Fault(name, "must be the path of a file that this process may read");
    else
        return *path;
    return {};
}

void Environment::Fault(std::string_view name, std::string_view what) {
    auto fault = std::string(name).append(": ").append(what);
    if (std::ranges::find(faults_, fault) == faults_.end()) faults_.push_back(std::move(fault));
}

}  // namespace clearway::config
