// SPDX-License-Identifier: Apache-2.0
// The command line of clearway-ledger-load. Must not open a file or a socket.
#pragma once

#include <chrono>
#include <span>
#include <string>

#include "rpc/client.h"

namespace clearway::ledger_load {

struct Options {
    rpc::PeerOptions peer{.name = "settlement", .address = {}, .tls = {}};
    std::string accounts_file;
    std::string currency = "EUR";
    int batch = 256;
    int in_flight = 4;
    std::chrono::seconds warm_up{1};
    std::chrono::seconds duration{5};
    bool hot = false;
    bool help = false;
};

// Throws std::invalid_argument with what is wrong.
Options ParseOptions(std::span<const char* const> arguments);

extern const char* const kUsage;

}  // namespace clearway::ledger_load
