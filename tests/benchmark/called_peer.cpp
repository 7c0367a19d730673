// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/called_peer.h"

#include <csignal>
#include <exception>
#include <iostream>
#include <limits>
#include <stdexcept>
#include <utility>

#include "rpc/process_exit.h"

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

Pace PaceOf(const cli::Arguments& arguments, Pace otherwise) {
    otherwise.rate = NumberOf(arguments, "--rate", otherwise.rate);
    otherwise.duration = std::chrono::seconds(
        NumberOf(arguments, "--seconds", static_cast<int>(otherwise.duration.count())));
    return otherwise;
}

int RunProgram(const char* name, const char* usage, const std::function<int()>& run) {
    rpc::LeaveCryptoAloneAtExit();
    std::signal(SIGPIPE, SIG_IGN);
    try {
        return run();
    } catch (const std::invalid_argument& wrong) {
        std::cerr << name << ": " << wrong.what() << "\n\n" << usage;
        return 2;
    } catch (const std::exception& failure) {
        std::cerr << name << ": " << failure.what() << '\n';
        return 1;
    }
}

}  // namespace clearway::benchmark
