// SPDX-License-Identifier: Apache-2.0
// A command in a process of its own, whose time and memory are its alone; for benchmarks.
#pragma once

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <functional>
#include <iostream>

namespace clearway::reconciliation {

struct Measured {
    int code = 1;
    double seconds = 0;
    double cpu_seconds = 0;
    long peak_megabytes = 0;
};

// `command` answers its exit code. A fork starts with its parent's memory: keep that small.
inline Measured Measure(const std::function<int()>& command) {
    std::cout.flush();
    const auto begun = std::chrono::steady_clock::now();
    const auto child = ::fork();
    if (child == 0) {
        const int code = command();
        std::cout.flush();
        std::_Exit(code);
    }
    int state = 0;
    rusage usage{};
    ::wait4(child, &state, 0, &usage);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return {.code = WIFEXITED(state) ? WEXITSTATUS(state) : 1,
            .seconds = took.count(),
            .cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime),
            .peak_megabytes = usage.ru_maxrss / 1024};
}

}  // namespace clearway::reconciliation
