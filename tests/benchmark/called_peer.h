// SPDX-License-Identifier: Apache-2.0
// A program that calls one service: the words after it (whom, as whom, whole numbers), its end.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.h"
#include "rpc/client.h"
#include "tests/benchmark/pace.h"

namespace clearway::benchmark {

inline std::vector<std::string> WordsOf(std::span<const char* const> arguments) {
    return {arguments.begin(), arguments.end()};
}

// --address, --ca, --cert and --key. Throws std::invalid_argument when one is missing.
rpc::PeerOptions CalledPeer(const cli::Arguments& arguments, std::string name);

// Above zero. Throws std::invalid_argument.
int NumberOf(const cli::Arguments& arguments, std::string_view name, int otherwise);

// --rate and --seconds. Throws std::invalid_argument.
Pace PaceOf(const cli::Arguments& arguments, Pace otherwise);

// What main() of such a program does: 2 and the usage where the words are wrong
// (std::invalid_argument), 1 and what went wrong where anything else is.
int RunProgram(const char* name, const char* usage, const std::function<int()>& run);

}  // namespace clearway::benchmark
