// SPDX-License-Identifier: Apache-2.0
// Lua is compiled as C: an error is a longjmp. All that can raise one runs under lua_pcall or is a
// call of Lua's own, and no C++ object with a destructor lives in a function that Lua calls.
#include "rules/lua/machine.h"

#include <cmath>
#include <lua.hpp>
#include <new>

#include "rules/lua/helpers.h"

namespace clearway::rules::lua {

namespace {

void StopTheEndless(lua_State* state, lua_Debug*) {
    lua_pushliteral(state, "does not end within the limit of instructions");
    lua_error(state);
}

}  // namespace

void Machine::Close::operator()(lua_State* state) const { lua_close(state); }

Machine::Machine(Limits limits)
    : instructions_max_(limits.instructions_max),
      memory_{.bytes_max = limits.bytes_max},
      state_(lua_newstate(&MemoryLimit::Allocate, &memory_)) {
    if (state_ == nullptr) throw std::bad_alloc();
}

Machine::Loaded Machine::Load(std::string_view chunk) {
    auto* const lua = state_.get();
    if (lua_checkstack(lua, kHelperCount + LUA_MINSTACK) == 0) return Refuse("not enough memory");
    if (luaL_loadbufferx(lua, chunk.data(), chunk.size(), "=rule", "t") != LUA_OK)
        return Refuse(ErrorText());
    for (const auto& helper : Helpers()) lua_pushcfunction(lua, helper.function);
    if (!Run(kHelperCount)) return Refuse(ErrorText());
    if (!lua_isfunction(lua, -1)) return Refuse("the chunk returns no function");
    return {.function = ++loaded_, .fault = {}};
}

Answer Machine::Call(int function, std::span<const double> arguments) {
    auto* const lua = state_.get();
    const int count = static_cast<int>(arguments.size());
    if (lua_checkstack(lua, count + LUA_MINSTACK) == 0) return Fail("not enough memory");
    lua_pushvalue(lua, function);
    for (const double argument : arguments) {
        if (std::isinf(argument)) return Fail("a value is infinite");
        lua_pushnumber(lua, argument);
    }
    if (!Run(count)) return Fail(ErrorText());
    if (!lua_isboolean(lua, -1)) return Fail("the result is neither true nor false");
    const bool yes = lua_toboolean(lua, -1) != 0;
    lua_settop(lua, loaded_);
    return yes ? Answer::kYes : Answer::kNo;
}

// The hook is set anew for each run: that starts its count.
bool Machine::Run(int arguments) {
    lua_sethook(state_.get(), StopTheEndless, LUA_MASKCOUNT, instructions_max_);
    return lua_pcall(state_.get(), arguments, 1, 0) == LUA_OK;
}

Machine::Loaded Machine::Refuse(std::string_view what) {
    Loaded none{.function = 0, .fault = std::string(what)};
    lua_settop(state_.get(), loaded_);
    return none;
}

Answer Machine::Fail(std::string_view what) {
    failure_ = what;
    lua_settop(state_.get(), loaded_);
    return Answer::kFailed;
}

// Valid until the stack is cleared. An error may be any value; only text is shown.
std::string_view Machine::ErrorText() const {
    auto* const lua = state_.get();
    return lua_type(lua, -1) == LUA_TSTRING ? lua_tostring(lua, -1) : "failed without a message";
}

}  // namespace clearway::rules::lua
