// SPDX-License-Identifier: Apache-2.0
// The command line of clearway-screening-load. Must not open a file or a socket.
#pragma once

#include <span>

#include "rpc/client.h"
#include "tests/benchmark/pace.h"

namespace clearway::screening_load {

struct Options {
    rpc::PeerOptions peer{.name = "compliance", .address = {}, .tls = {}};
    benchmark::Pace pace{.rate = 500};
    bool known = false;
    bool text = false;
    bool help = false;
};

// Throws std::invalid_argument with what is wrong.
Options ParseOptions(std::span<const char* const> arguments);

extern const char* const kUsage;

}  // namespace clearway::screening_load
