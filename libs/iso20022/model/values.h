// SPDX-License-Identifier: Apache-2.0
// The values that messages are made of. All that a message leaves out is empty or nullopt; every
// structure of the model is comparable, and one that equals its default says nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/money.h"
#include "iso20022/model/decimal.h"

namespace clearway::iso20022 {

using Date = std::chrono::sys_days;

// A choice of ISO 20022 between a day and a moment. `day` is as the message writes it, in the
// sender's zone; a moment without an offset is taken as UTC.
struct DayOrTime {
    std::optional<Date> day = {};
    std::optional<core::Timestamp> time = {};

    friend bool operator==(const DayOrTime&, const DayOrTime&) = default;
};

// A code of an external list of ISO, or one that two parties agreed on.
struct Code {
    std::string code = {};
    std::string proprietary = {};

    const std::string& Text() const { return code.empty() ? proprietary : code; }
    friend bool operator==(const Code&, const Code&) = default;
};

enum class Side { kCredit, kDebit };  // of the account that a statement is of

template <class T>
bool IsKnown(const T& value) {
    return !(value == T{});
}

}  // namespace clearway::iso20022
