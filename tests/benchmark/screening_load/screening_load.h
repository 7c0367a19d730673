// SPDX-License-Identifier: Apache-2.0
// Screen calls at a fixed rate, and what was answered. Must not read files or print.
#pragma once

#include <cstdint>
#include <string>

#include "tests/benchmark/open_loop.h"
#include "tests/benchmark/screening_load/options.h"

namespace clearway::screening_load {

struct Tally {
    benchmark::Timings timings;
    std::int64_t clear = 0;
    std::int64_t hits = 0;
    std::string list_version;
};

Tally Run(const Options& options);

}  // namespace clearway::screening_load
