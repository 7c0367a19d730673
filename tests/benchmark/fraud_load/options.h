// SPDX-License-Identifier: Apache-2.0
// The command line of clearway-fraud-load. Must not open a file or a socket.
#pragma once

#include <chrono>
#include <span>
#include <string>

#include "rpc/client.h"

namespace clearway::fraud_load {

struct Options {
    rpc::PeerOptions peer{.name = "fraud", .address = {}, .tls = {}};
    std::string currency = "EUR";
    int rate = 1000;     // calls a second
    int parties = 8000;  // payers; as many devices, a quarter as many payees
    std::chrono::seconds warm_up{1};
    std::chrono::seconds duration{10};
    bool explained = false;
    bool help = false;
};

// Throws std::invalid_argument with what is wrong.
Options ParseOptions(std::span<const char* const> arguments);

extern const char* const kUsage;

}  // namespace clearway::fraud_load
