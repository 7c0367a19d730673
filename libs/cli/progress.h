// SPDX-License-Identifier: Apache-2.0
// Shows a person how far a long command is: on standard error, after the first second, a line a
// second where there is a terminal and a line each tenth of the work elsewhere.
#pragma once

#include <chrono>
#include <string>

namespace clearway::cli {

class Progress {
public:
    explicit Progress(std::string what);
    ~Progress();  // ends the line

    // `share`: 0 to 1.
    void Show(double share, std::uint64_t done);

private:
    using Clock = std::chrono::steady_clock;

    std::string what_;
    bool terminal_;
    Clock::time_point next_;
    int tenth_ = 0;
    bool shown_ = false;
};

}  // namespace clearway::cli
