// SPDX-License-Identifier: Apache-2.0
// The command line of clearway-fraud-load. Must not open a file or a socket.
#pragma once

#include <span>
#include <string>

#include "rpc/client.h"
#include "tests/benchmark/pace.h"

namespace clearway::fraud_load {

struct Options {
    rpc::PeerOptions peer{.name = "fraud", .address = {}, .tls = {}};
    std::string currency = "EUR";
    benchmark::Pace pace;
    int parties = 8000;  // payers; as many devices, a quarter as many payees
    bool explained = false;
    bool help = false;
};

// Throws std::invalid_argument with what is wrong.
Options ParseOptions(std::span<const char* const> arguments);

extern const char* const kUsage;

}  // namespace clearway::fraud_load
