// SPDX-License-Identifier: Apache-2.0
#include "rules/lua/helpers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <lua.hpp>

namespace clearway::rules::lua {

namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr int kManyArguments = 8;

int Push(lua_State* lua, bool condition) {
    lua_pushboolean(lua, condition ? 1 : 0);
    return 1;
}

// Operands are finite or missing, so whatever else comes out is an overflow.
int PushComputed(lua_State* lua, double a, double b, double result) {
    if (!std::isfinite(result) && !std::isnan(a) && !std::isnan(b)) {
        lua_pushliteral(lua, "a number is too large");
        return lua_error(lua);
    }
    lua_pushnumber(lua, result);
    return 1;
}

int RefuseZero(lua_State* lua) {
    lua_pushliteral(lua, "division by zero");
    return lua_error(lua);
}

int Add(lua_State* lua) {
    const double a = lua_tonumber(lua, 1), b = lua_tonumber(lua, 2);
    return PushComputed(lua, a, b, a + b);
}
int Subtract(lua_State* lua) {
    const double a = lua_tonumber(lua, 1), b = lua_tonumber(lua, 2);
    return PushComputed(lua, a, b, a - b);
}
int Multiply(lua_State* lua) {
    const double a = lua_tonumber(lua, 1), b = lua_tonumber(lua, 2);
    return PushComputed(lua, a, b, a * b);
}
int Divide(lua_State* lua) {
    const double a = lua_tonumber(lua, 1), b = lua_tonumber(lua, 2);
    if (b == 0) return RefuseZero(lua);
    return PushComputed(lua, a, b, a / b);
}
int DivideAndFloor(lua_State* lua) {
    const double a = lua_tonumber(lua, 1), b = lua_tonumber(lua, 2);
    if (b == 0) return RefuseZero(lua);
    return PushComputed(lua, a, b, std::floor(a / b));
}
// Lua's: the sign of the divisor.
int Modulo(lua_State* lua) {
    const double a = lua_tonumber(lua, 1), b = lua_tonumber(lua, 2);
    if (b == 0) return RefuseZero(lua);
    const double rest = std::fmod(a, b);
    return PushComputed(lua, a, b, rest * b < 0 ? rest + b : rest);
}
// Lua's own ~= is true for NaN; here no comparison with a missing value is.
int Differs(lua_State* lua) {
    const double a = lua_tonumber(lua, 1), b = lua_tonumber(lua, 2);
    return Push(lua, a < b || a > b);
}

template <class Choose>
int Fold(lua_State* lua, Choose choose) {
    double chosen = lua_tonumber(lua, 1);
    for (int i = 2; i <= lua_gettop(lua); ++i) {
        const double next = lua_tonumber(lua, i);
        chosen = std::isnan(chosen) || std::isnan(next) ? kMissing : choose(chosen, next);
    }
    lua_pushnumber(lua, chosen);
    return 1;
}
int Min(lua_State* lua) {
    return Fold(lua, [](double a, double b) { return b < a ? b : a; });
}
int Max(lua_State* lua) {
    return Fold(lua, [](double a, double b) { return a < b ? b : a; });
}
int Abs(lua_State* lua) {
    lua_pushnumber(lua, std::fabs(lua_tonumber(lua, 1)));
    return 1;
}
int Floor(lua_State* lua) {
    lua_pushnumber(lua, std::floor(lua_tonumber(lua, 1)));
    return 1;
}
int Between(lua_State* lua) {
    const double value = lua_tonumber(lua, 1);
    return Push(lua, value >= lua_tonumber(lua, 2) && value <= lua_tonumber(lua, 3));
}
int IsMissing(lua_State* lua) { return Push(lua, std::isnan(lua_tonumber(lua, 1))); }
int Has(lua_State* lua) { return Push(lua, !std::isnan(lua_tonumber(lua, 1))); }

constexpr std::array<Helper, kHelperCount> kHelpers{{
    {"min", 2, kManyArguments, Type::kNumber, Min},
    {"max", 2, kManyArguments, Type::kNumber, Max},
    {"abs", 1, 1, Type::kNumber, Abs},
    {"floor", 1, 1, Type::kNumber, Floor},
    {"between", 3, 3, Type::kCondition, Between},
    {"is_missing", 1, 1, Type::kCondition, IsMissing},
    {"has", 1, 1, Type::kCondition, Has},
    {"add", 2, 2, Type::kNumber, Add, "+"},
    {"subtract", 2, 2, Type::kNumber, Subtract, "-"},
    {"multiply", 2, 2, Type::kNumber, Multiply, "*"},
    {"divide", 2, 2, Type::kNumber, Divide, "/"},
    {"divide_and_floor", 2, 2, Type::kNumber, DivideAndFloor, "//"},
    {"modulo", 2, 2, Type::kNumber, Modulo, "%"},
    {"differs", 2, 2, Type::kCondition, Differs, "~="},
}};

template <class Matches>
const Helper* Find(Matches matches) {
    const auto* found = std::ranges::find_if(kHelpers, matches);
    return found == kHelpers.end() ? nullptr : found;
}

}  // namespace

std::span<const Helper, kHelperCount> Helpers() { return kHelpers; }

const Helper* HelperNamed(std::string_view name) {
    return Find([&](const Helper& helper) { return helper.symbol.empty() && helper.name == name; });
}

const Helper* HelperFor(std::string_view symbol) {
    return Find([&](const Helper& helper) { return helper.symbol == symbol; });
}

}  // namespace clearway::rules::lua
