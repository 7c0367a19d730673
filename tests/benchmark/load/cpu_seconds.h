// SPDX-License-Identifier: Apache-2.0
// What a load program itself has used, so that a run can show that it is not in the way.
#pragma once

#include <sys/resource.h>

namespace clearway::load {

// User and system time of this process.
inline double CpuSeconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace clearway::load
