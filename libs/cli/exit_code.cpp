// SPDX-License-Identifier: Apache-2.0
#include "cli/exit_code.h"

#include <iostream>

namespace clearway::cli {

int ExitCode(std::string_view program, int code) {
    constexpr int kFailed = 1;
    if (std::cout.flush()) return code;
    std::cerr << program << ": standard output could not be written\n";
    return code == 0 ? kFailed : code;
}

}  // namespace clearway::cli
