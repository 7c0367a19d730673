// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>
#include <iostream>

#include "tests/benchmark/called_peer.h"
#include "tests/benchmark/screening_load/screening_load.h"
#include "tests/benchmark/timings_json.h"

namespace clearway::screening_load {
namespace {

int Main(std::span<const char* const> arguments) {
    const Options options = ParseOptions(arguments);
    if (options.help) {
        std::cout << kUsage;
        return 0;
    }
    const auto tally = Run(options);
    auto printed = benchmark::TimingsJson(tally.timings, options.pace);
    printed["clear"] = tally.clear;
    printed["hits"] = tally.hits;
    printed["list_version"] = tally.list_version;
    std::cout << boost::json::serialize(printed) << '\n';
    return tally.timings.latency.Count() > 0 ? 0 : 1;
}

}  // namespace
}  // namespace clearway::screening_load

int main(int argc, char** argv) {
    return clearway::benchmark::RunProgram(
        "clearway-screening-load", clearway::screening_load::kUsage, [&] {
            return clearway::screening_load::Main({argv + 1, static_cast<std::size_t>(argc - 1)});
        });
}
