// SPDX-License-Identifier: Apache-2.0
// Result<T>: a value or an Error, for failures that are expected. Members are named as in C++23's
// std::expected so that it can take this place later. Broken environment is an exception instead.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/error_catalogue.h"

namespace clearway::core {

// One faulty field of a request. `message` is safe to show: it never repeats the field's value.
struct FieldError {
    std::string field;  // path in the request, e.g. "amount.value"
    std::string code;
    std::string message;

    friend bool operator==(const FieldError&, const FieldError&) = default;
};

struct Error {
    ErrorCode code;
    std::string detail = {};  // safe for partners; empty: the catalogue's title
    std::vector<FieldError> field_errors = {};
    std::int32_t retry_after_ms = 0;  // 0: no advice

    std::string_view Detail() const { return detail.empty() ? Describe(code).title : detail; }
    ErrorClass Class() const { return Describe(code).error_class; }
};

// An error about one field of the request. `message` reads after the field's name: "must be ...".
inline Error InvalidField(std::string field, std::string message,
                          ErrorCode code = ErrorCode::kInvalidArgument) {
    std::string detail = field + " " + message;
    FieldError field_error{std::move(field), std::string(Describe(code).name), std::move(message)};
    return Error{.code = code, .detail = std::move(detail), .field_errors = {field_error}};
}

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}
    Result(ErrorCode code) : state_(std::in_place_index<1>, Error{.code = code}) {}

    bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T& value() & { return std::get<0>(state_); }
    const T& value() const& { return std::get<0>(state_); }
    T&& value() && { return std::get<0>(std::move(state_)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Error& error() const& { return std::get<1>(state_); }
    Error&& error() && { return std::get<1>(std::move(state_)); }

private:
    std::variant<T, Error> state_;
};

// For commands that answer nothing: Result<Done>.
struct Done {
    friend bool operator==(Done, Done) = default;
};

}  // namespace clearway::core
