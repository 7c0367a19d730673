// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.h"

#include <unistd.h>

#include <iostream>

namespace clearway::cli {

using namespace std::chrono_literals;

Progress::Progress(std::string what)
    : what_(std::move(what)), terminal_(isatty(STDERR_FILENO) == 1), next_(Clock::now() + 1s) {}

Progress::~Progress() {
    if (shown_ && terminal_) std::cerr << '\n';
}

void Progress::Show(double share, std::uint64_t done) {
    const auto now = Clock::now();
    if (now < next_) return;
    next_ = now + 1s;
    const auto tenth = static_cast<int>(share * 10);
    if (!terminal_ && tenth <= tenth_) return;
    tenth_ = tenth;
    shown_ = true;
    std::cerr << (terminal_ ? "\r" : "") << what_ << ": " << static_cast<int>(share * 100) << " %, "
              << done << (terminal_ ? "" : "\n") << std::flush;
}

}  // namespace clearway::cli
