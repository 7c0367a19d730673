// SPDX-License-Identifier: Apache-2.0
#include "rules/lua/memory_limit.h"

#include <cstdlib>

namespace clearway::rules::lua {

void* MemoryLimit::Allocate(void* limit, void* block, std::size_t old_size, std::size_t new_size) {
    auto& self = *static_cast<MemoryLimit*>(limit);
    if (block == nullptr) old_size = 0;  // Lua then tells the kind of object in its place
    if (new_size == 0) {
        std::free(block);
        self.bytes -= old_size;
        return nullptr;
    }
    ++self.allocations;
    if (new_size > old_size && self.bytes - old_size + new_size > self.bytes_max) return nullptr;
    void* const moved = std::realloc(block, new_size);
    if (moved != nullptr) self.bytes += new_size - old_size;
    return moved;
}

}  // namespace clearway::rules::lua
