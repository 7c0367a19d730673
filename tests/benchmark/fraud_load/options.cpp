// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/fraud_load/options.h"

#include <stdexcept>

#include "tests/benchmark/called_peer.h"

namespace clearway::fraud_load {

const char* const kUsage =
    R"(usage: clearway-fraud-load --address HOST:PORT --ca FILE --cert FILE --key FILE

Asks for the scores of payments that nobody makes, as the payment service does: Score over mutual TLS,
at a fixed rate however long answers take, and prints one JSON object. Latency is from the moment at
which a call was due. FILE: the certificate of the payment service; no other caller gets a score.

  --rate N      1000; calls a second
  --seconds N   10; after a second of warming up that does not count
  --parties N   8000; payers, each with a device; a quarter as many payees
  --explained   each payment is of ten million and more, which the default policy holds for review:
                the answer then tells what the features did to the score
  --currency C  EUR
)";

Options ParseOptions(std::span<const char* const> arguments) {
    const auto read = cli::ReadArguments(
        benchmark::WordsOf(arguments),
        {"--address", "--ca", "--cert", "--key", "--currency", "--rate", "--parties", "--seconds"},
        {"--explained"});
    Options options;
    options.help = read.help;
    if (options.help) return options;
    if (!read.fault.empty()) throw std::invalid_argument(read.fault);
    options.peer = benchmark::CalledPeer(read, options.peer.name);
    options.currency = read.Text("--currency", options.currency);
    options.pace = benchmark::PaceOf(read, options.pace);
    options.parties = benchmark::NumberOf(read, "--parties", options.parties);
    options.explained = read.Has("--explained");
    return options;
}

}  // namespace clearway::fraud_load
