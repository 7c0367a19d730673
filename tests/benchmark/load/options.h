// SPDX-License-Identifier: Apache-2.0
// The command line of clearway-load. Must not open a file or a socket.
#pragma once

#include <span>
#include <string>

#include "tests/benchmark/load/engine.h"

namespace clearway::load {

enum class Command { kOpen, kCredit, kPay, kHelp };

struct Options {
    Command command = Command::kHelp;
    Target target{.host = "127.0.0.1", .port = 8443, .ca = {}, .certificate = {}, .key = {}};
    Plan plan{.connections = 16};
    int threads = 1;
    std::string run = "load";
    std::string currency = "EUR";
    std::string type = "customer";
    std::string value = "10000";
    std::string debtors_file;
    std::string creditors_file;
    bool hot = false;
    bool by_second = false;
};

// Throws std::invalid_argument with what is wrong.
Options ParseOptions(std::span<const char* const> arguments);

extern const char* const kUsage;

}  // namespace clearway::load
