// SPDX-License-Identifier: Apache-2.0
// Time is handed in: UTC microseconds, taken once a command. GCC 12 has no chrono parsing, so the
// RFC 3339 text form is here too.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace clearway::core {

using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;

class Clock {
public:
    virtual ~Clock() = default;
    virtual Timestamp Now() const = 0;
};

class SystemClock final : public Clock {
public:
    Timestamp Now() const override;
};

std::int64_t ToMicros(Timestamp time);
Timestamp FromMicros(std::int64_t micros);

// "2026-03-01T12:00:00.123456Z"; fraction digits are left out when zero.
std::string FormatRfc3339(Timestamp time);
// Offsets are accepted and converted; nullopt for anything that RFC 3339 does not allow.
std::optional<Timestamp> ParseRfc3339(std::string_view text);

}  // namespace clearway::core
