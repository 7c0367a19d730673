// SPDX-License-Identifier: Apache-2.0
// How many rows a page of an operator's list has.
#pragma once

#include <cstddef>

#include "core/result.h"

namespace clearway::fraud {

// 0 asks for the default. Errors: kInvalidArgument (page_size).
inline core::Result<std::size_t> ReadPageSize(int asked) {
    constexpr int kDefault = 50;
    constexpr int kMax = 200;
    if (asked < 0 || asked > kMax) return core::InvalidField("page_size", "must be 1 to 200");
    return static_cast<std::size_t>(asked == 0 ? kDefault : asked);
}

}  // namespace clearway::fraud
