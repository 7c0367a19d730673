// SPDX-License-Identifier: Apache-2.0
// Sensitive<T>: personal or secret data that cannot be printed by accident. It has no formatter and
// no stream operator, so logging it does not compile; reading it takes one greppable word.
#pragma once

#include <utility>

namespace clearway::core {

template <class T>
class Sensitive {
public:
    Sensitive() = default;
    explicit Sensitive(T value) : value_(std::move(value)) {}

    const T& Reveal() const { return value_; }
    bool Empty() const { return value_.empty(); }

    friend bool operator==(const Sensitive&, const Sensitive&) = default;

private:
    T value_;
};

}  // namespace clearway::core
