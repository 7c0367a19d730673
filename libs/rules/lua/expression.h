// SPDX-License-Identifier: Apache-2.0
// Checks one rule and makes the Lua function of it. What is accepted is a Lua expression and is
// evaluated by Lua; what Lua would let pass and a policy must not (an unknown name, a number where
// a condition belongs, text, functions, loops) is a fault, told with its place. Pure.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clearway::rules::lua {

struct Expression {
    std::string chunk;              // for Machine::Load()
    std::vector<std::size_t> used;  // the function's arguments, as positions in `names`
    std::string fault;              // "column 9: ..."; empty: none
};

// `when`: one line. An operator that can divide by zero or overflow becomes a call of its helper.
Expression ReadExpression(std::string_view when, std::span<const std::string> names);

}  // namespace clearway::rules::lua
