// SPDX-License-Identifier: Apache-2.0
// What a piece of work costs its thread: the difference of two readings.
#pragma once

#include <time.h>

namespace clearway::metrics {

inline double ThreadCpuSeconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

}  // namespace clearway::metrics
