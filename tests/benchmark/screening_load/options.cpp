// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/screening_load/options.h"

#include <stdexcept>

#include "tests/benchmark/called_peer.h"

namespace clearway::screening_load {

const char* const kUsage =
    R"(usage: clearway-screening-load --address HOST:PORT --ca FILE --cert FILE --key FILE

Has the payers and payees of payments screened that nobody makes, as the payment service does: Screen
over mutual TLS, at a fixed rate however long answers take, and prints one JSON object. Latency is from
the moment at which a call was due. FILE: the certificate of the payment service.

  --rate N      500; calls a second, each with two names
  --seconds N   10; after a second of warming up that does not count
  --known       the same thousand names again and again; otherwise each name is new to the service
  --text        with free text, which is screened, too
)";

Options ParseOptions(std::span<const char* const> arguments) {
    const auto read = cli::ReadArguments(
        benchmark::WordsOf(arguments),
        {"--address", "--ca", "--cert", "--key", "--rate", "--seconds"}, {"--known", "--text"});
    Options options;
    options.help = read.help;
    if (options.help) return options;
    if (!read.fault.empty()) throw std::invalid_argument(read.fault);
    options.peer = benchmark::CalledPeer(read, options.peer.name);
    options.pace = benchmark::PaceOf(read, options.pace);
    options.known = read.Has("--known");
    options.text = read.Has("--text");
    return options;
}

}  // namespace clearway::screening_load
