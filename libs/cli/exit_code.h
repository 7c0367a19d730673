// SPDX-License-Identifier: Apache-2.0
// The end of a program that writes its results to standard output.
#pragma once

#include <string_view>

namespace clearway::cli {

// `code`, or that of a failure when not all that was written to std::cout arrived: a full disk must
// not look like success. Says so on standard error.
int ExitCode(std::string_view program, int code);

}  // namespace clearway::cli
