// SPDX-License-Identifier: Apache-2.0
// The memory of one Lua machine: counts what it holds and refuses what is too much, upon which Lua
// fails the rule at hand and goes on.
#pragma once

#include <cstddef>
#include <cstdint>

namespace clearway::rules::lua {

struct MemoryLimit {
    std::size_t bytes_max;
    std::size_t bytes = 0;
    std::uint64_t allocations = 0;  // blocks asked for since the start, also those refused

    // A lua_Alloc; `limit` is the MemoryLimit.
    static void* Allocate(void* limit, void* block, std::size_t old_size, std::size_t new_size);
};

}  // namespace clearway::rules::lua
