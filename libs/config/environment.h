// SPDX-License-Identifier: Apache-2.0
// Settings from the environment (CLEARWAY_*). Every fault is collected, so that a start with a bad
// configuration lists all of them and ends before a socket opens. A fault never shows the value,
// which may be a secret.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clearway::config {

struct HostPort {
    std::string host;
    std::uint16_t port = 0;  // 0: any free port (tests)
    std::string ToString() const;  // an IPv6 address in brackets
};

class Environment {
public:
    using Lookup = std::function<std::optional<std::string>(std::string_view)>;

    // The process's environment; tests hand in a map.
    Environment();
    explicit Environment(Lookup lookup);

    // A setting that is empty counts as missing.
    // A missing or unreadable required setting is noted as a fault and a default value returned.
    std::string Text(std::string_view name);
    std::string Text(std::string_view name, std::string_view fallback);
    std::int64_t Integer(std::string_view name, std::int64_t fallback, std::int64_t min,
                         std::int64_t max);
    // "250" or "250ms", "5s", "2m".
    std::chrono::milliseconds Millis(std::string_view name, std::chrono::milliseconds fallback);
    HostPort Address(std::string_view name);
    HostPort Address(std::string_view name, std::string_view fallback);
    // A path that must exist and be readable.
    std::string File(std::string_view name);
    // For checks of a service's own.
    void Fault(std::string_view name, std::string_view what);

    const std::vector<std::string>& Faults() const { return faults_; }

private:
    std::optional<std::string> Find(std::string_view name) const;
    HostPort ReadAddress(std::string_view name, std::string_view text);

    Lookup lookup_;
    std::vector<std::string> faults_;
};

}  // namespace clearway::config
