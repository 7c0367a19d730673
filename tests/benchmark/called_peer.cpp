// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/called_peer.h"

#include <limits>
#include <stdexcept>
#include <utility>

namespace clearway::benchmark {

rpc::PeerOptions CalledPeer(const cli::Arguments& arguments, std::string name) {
    for (const auto* word : {"--address", "--ca", "--cert", "--key"}) {
        if (arguments.Text(word).empty())
            throw std::invalid_argument("--address, --ca, --cert and --key: all");
    }
    return {.name = std::move(name),
            .address = arguments.Text("--address"),
            .tls = {.ca = arguments.Text("--ca"),
                    .certificate = arguments.Text("--cert"),
                    .key = arguments.Text("--key")}};
}

int NumberOf(const cli::Arguments& arguments, std::string_view name, int otherwise) {
    const auto number = arguments.Number(name, otherwise, 1, std::numeric_limits<int>::max());
    if (!number) throw std::invalid_argument(std::string(name) + " takes a number above zero");
    return static_cast<int>(*number);
}

}  // namespace clearway::benchmark
