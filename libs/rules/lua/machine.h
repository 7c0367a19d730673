// SPDX-License-Identifier: Apache-2.0
// A Lua 5.4 machine that can do nothing but compute: no library, no file, no clock, a limit of
// instructions for each call and a limit of memory. It knows no policy.
// Not thread-safe: one thread at a time. A call that succeeds allocates nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "rules/lua/memory_limit.h"

struct lua_State;

namespace clearway::rules::lua {

struct Limits {
    int instructions_max = 10'000;                 // of one call
    std::size_t bytes_max = std::size_t{1} << 20;  // of the machine with all that it has loaded
};

enum class Answer : std::uint8_t { kNo, kYes, kFailed };

class Machine {
public:
    // Throws std::bad_alloc when the limit does not hold an empty machine.
    explicit Machine(Limits limits = {});
    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;

    struct Loaded {
        int function;       // for Call(); 0: none
        std::string fault;  // empty when loaded
    };
    // Runs a chunk of Lua text, which must return a function. It is given the functions of
    // helpers.h as `...`, in their order. Functions live as long as the machine.
    Loaded Load(std::string_view chunk);

    // `arguments`: finite, or NaN. kFailed: an infinite argument, an error, too many instructions,
    // too much memory, or a result that is not boolean; Failure() says which until the next call.
    Answer Call(int function, std::span<const double> arguments);
    const std::string& Failure() const { return failure_; }

    const MemoryLimit& Memory() const { return memory_; }

private:
    struct Close {
        void operator()(lua_State* state) const;
    };
    bool Run(int arguments);
    Loaded Refuse(std::string_view what);
    Answer Fail(std::string_view what);
    std::string_view ErrorText() const;

    const int instructions_max_;
    MemoryLimit memory_;
    std::unique_ptr<lua_State, Close> state_;
    int loaded_ = 0;  // functions stay at the bottom of the stack, so that using one cannot fail
    std::string failure_;
};

}  // namespace clearway::rules::lua
