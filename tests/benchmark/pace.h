// SPDX-License-Identifier: Apache-2.0
// How often and how long a load calls, whatever the answers take.
#pragma once

#include <chrono>

namespace clearway::benchmark {

struct Pace {
    int rate = 1000;  // calls a second
    std::chrono::seconds warm_up{1};
    std::chrono::seconds duration{10};  // without it
};

}  // namespace clearway::benchmark
