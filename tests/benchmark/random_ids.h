// SPDX-License-Identifier: Apache-2.0
// Ids as random as those of version 4, without a system call each.
#pragma once

#include <random>

#include "core/uuid.h"

namespace clearway::benchmark {

class RandomIds {
public:
    core::Uuid Next() {
        core::Uuid::Bytes bytes{};
        for (std::size_t half = 0; half < 2; ++half) {
            auto word = random_();
            for (std::size_t i = 0; i < 8; ++i, word >>= 8)
                bytes[8 * half + i] = static_cast<std::uint8_t>(word & 0xFF);
        }
        return core::Uuid(bytes);
    }

private:
    std::mt19937_64 random_{std::random_device{}()};
};

}  // namespace clearway::benchmark
