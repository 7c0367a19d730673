// SPDX-License-Identifier: Apache-2.0
// The functions that a rule runs on: those an analyst may call by name, and those that stand for
// an operator. A missing value (NaN) makes a computed number missing and a condition false; a
// number that is not finite though nothing was missing is an error.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

struct lua_State;

namespace clearway::rules::lua {

enum class Type : std::uint8_t { kNumber, kCondition };

struct Helper {
    std::string_view name;
    int arguments_min;
    int arguments_max;  // all of them numbers
    Type result;
    int (*function)(lua_State*);
    std::string_view symbol = {};  // the operator that it stands for; empty: called by name
};

inline constexpr int kHelperCount = 14;
std::span<const Helper, kHelperCount> Helpers();

// nullptr when there is none.
const Helper* HelperNamed(std::string_view name);
const Helper* HelperFor(std::string_view symbol);

}  // namespace clearway::rules::lua
