// SPDX-License-Identifier: Apache-2.0
// Structured log lines as JSON on stderr: one line an outcome. Text values pass a redaction that
// masks what looks like a card number or an IBAN; names never get here because their type
// (core::Sensitive) cannot be passed. The one room that knows spdlog.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "core/sensitive.h"

namespace clearway::log {

enum class Level { kDebug, kInfo, kWarn, kError };

// Holds views of the texts it is made of (a temporary string it keeps): make it in the call only.
struct Field {
    std::string_view key;  // snake_case: payment_id, request_id, code, ...
    std::variant<std::string_view, std::string, std::int64_t, bool> value;

    Field(std::string_view k, std::string_view v) : key(k), value(v) {}
    Field(std::string_view k, const char* v) : key(k), value(std::string_view(v)) {}
    Field(std::string_view k, const std::string& v) : key(k), value(std::string_view(v)) {}
    Field(std::string_view k, std::string&& v) : key(k), value(std::move(v)) {}
    Field(std::string_view k, bool v) : key(k), value(v) {}
    template <class T>
        requires(std::is_integral_v<T> && !std::is_same_v<T, bool>)
    Field(std::string_view k, T v) : key(k), value(static_cast<std::int64_t>(v)) {}
    template <class T>
    Field(std::string_view k, const core::Sensitive<T>&) = delete;
};

using Fields = std::initializer_list<Field>;

// Called once, by main. `service` is in every line. The queue to the sink is bounded: under a flood
// the oldest lines are dropped and counted, a caller never waits. Before it (in tests) warnings and
// errors are written at once.
void Init(std::string_view service, Level level);
// Waits, at most two seconds, until what was written before is on stderr. Runs at exit by itself.
void Flush();

void Write(Level level, std::string_view message, Fields fields);

inline void Debug(std::string_view message, Fields fields = {}) {
    Write(Level::kDebug, message, fields);
}
inline void Info(std::string_view message, Fields fields = {}) {
    Write(Level::kInfo, message, fields);
}
// Somebody should look, by day.
inline void Warn(std::string_view message, Fields fields = {}) {
    Write(Level::kWarn, message, fields);
}
// Somebody must act, now. A caller from outside must not be able to drive these.
inline void Error(std::string_view message, Fields fields = {}) {
    Write(Level::kError, message, fields);
}

// Masks runs that are card numbers (13 to 19 digits that pass the Luhn check, blanks and hyphens
// between them) or IBANs (valid check digits): all but the last four characters become '*'.
std::string Redact(std::string_view text);

}  // namespace clearway::log
