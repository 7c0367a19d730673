// SPDX-License-Identifier: Apache-2.0
// A program that calls one service at a fixed rate, and prints what it came to as a line of JSON.
#pragma once

#include <boost/json.hpp>
#include <iostream>

#include "tests/benchmark/called_peer.h"
#include "tests/benchmark/timings_json.h"

namespace clearway::benchmark {

// Of an Options with `help` and `pace`, and a Tally with `timings`. `tell` adds what the calls
// answered. What main() returns; also 1 when no call was answered.
template <class Options, class Tally>
int RunLoadProgram(const char* name, const char* usage, std::span<const char* const> arguments,
                   Options (*parse)(std::span<const char* const>), Tally (*run)(const Options&),
                   void (*tell)(const Tally&, boost::json::object&)) {
    return RunProgram(name, usage, [&] {
        const Options options = parse(arguments);
        if (options.help) {
            std::cout << usage;
            return 0;
        }
        const auto tally = run(options);
        auto printed = TimingsJson(tally.timings, options.pace);
        tell(tally, printed);
        std::cout << boost::json::serialize(printed) << '\n';
        return tally.timings.latency.Count() > 0 ? 0 : 1;
    });
}

}  // namespace clearway::benchmark
