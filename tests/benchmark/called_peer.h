// SPDX-License-Identifier: Apache-2.0
// The words after a program that calls one service: whom, as whom, and whole numbers.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.h"
#include "rpc/client.h"

namespace clearway::benchmark {

inline std::vector<std::string> WordsOf(std::span<const char* const> arguments) {
    return {arguments.begin(), arguments.end()};
}

// --address, --ca, --cert and --key. Throws std::invalid_argument when one is missing.
rpc::PeerOptions CalledPeer(const cli::Arguments& arguments, std::string name);

// Above zero. Throws std::invalid_argument.
int NumberOf(const cli::Arguments& arguments, std::string_view name, int otherwise);

}  // namespace clearway::benchmark
