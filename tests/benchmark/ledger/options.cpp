// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/ledger/options.h"

#include <stdexcept>

#include "tests/benchmark/called_peer.h"

namespace clearway::ledger_load {

const char* const kUsage =
    R"(usage: clearway-ledger-load --address HOST:PORT --ca FILE --cert FILE --key FILE --accounts FILE

Books transfers of one minor unit through settlement's BookTransfers, as an operator over mutual TLS,
and prints one JSON object. FILE has the ids of funded accounts, one a line.

  --batch N      256; transfers a call, at most 500
  --in-flight N  4; calls that wait for their answer at a time
  --seconds N    5; after a second of warming up that does not count
  --hot          the first account is a side of every transfer; without it both are drawn
  --currency C   EUR
)";

Options ParseOptions(std::span<const char* const> arguments) {
    const auto read = cli::ReadArguments(benchmark::WordsOf(arguments),
                                         {"--address", "--ca", "--cert", "--key", "--accounts",
                                          "--currency", "--batch", "--in-flight", "--seconds"},
                                         {"--hot"});
    Options options;
    options.help = read.help;
    if (options.help) return options;
    if (!read.fault.empty()) throw std::invalid_argument(read.fault);
    options.peer = benchmark::CalledPeer(read, options.peer.name);
    options.accounts_file = read.Text("--accounts");
    if (options.accounts_file.empty()) throw std::invalid_argument("--accounts is needed");
    options.currency = read.Text("--currency", options.currency);
    options.batch = benchmark::NumberOf(read, "--batch", options.batch);
    options.in_flight = benchmark::NumberOf(read, "--in-flight", options.in_flight);
    options.duration = std::chrono::seconds(
        benchmark::NumberOf(read, "--seconds", static_cast<int>(options.duration.count())));
    options.hot = read.Has("--hot");
    return options;
}

}  // namespace clearway::ledger_load
