// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include "tests/benchmark/called_peer.h"
#include "tests/benchmark/ledger/booking_load.h"
#include "tests/benchmark/load/cpu_seconds.h"

namespace clearway::ledger_load {
namespace {

std::vector<std::string> ReadAccounts(const std::string& file) {
    std::ifstream stream(file);
    std::vector<std::string> accounts;
    for (std::string line; std::getline(stream, line);) {
        if (!line.empty()) accounts.push_back(line);
    }
    if (accounts.size() < 2) throw std::runtime_error("less than two account ids in " + file);
    return accounts;
}

void Print(const Tally& tally) {
    const double seconds = static_cast<double>(tally.elapsed.count()) / 1e6;
    const auto milliseconds = [&](int per_mille) {
        return static_cast<double>(tally.latency.PerMille(per_mille)) / 1e3;
    };
    std::printf("{\"posted\": %lld, \"refused\": %lld, \"failed_calls\": %lld, \"calls\": %lld, ",
                static_cast<long long>(tally.posted), static_cast<long long>(tally.refused),
                static_cast<long long>(tally.failed),
                static_cast<long long>(tally.latency.Count()));
    std::printf("\"seconds\": %.3f, \"warm_up_seconds\": %.3f, \"transfers_per_second\": %.1f, ",
                seconds, static_cast<double>(tally.warm_up.count()) / 1e6,
                static_cast<double>(tally.posted) / seconds);
    std::printf("\"p50_ms\": %.3f, \"p99_ms\": %.3f, \"cpu_seconds\": %.3f}\n", milliseconds(500),
                milliseconds(990), load::CpuSeconds());
}

int Main(std::span<const char* const> arguments) {
    const Options options = ParseOptions(arguments);
    if (options.help) {
        std::cout << kUsage;
        return 0;
    }
    const auto tally = Run(options, ReadAccounts(options.accounts_file));
    Print(tally);
    return tally.posted > 0 ? 0 : 1;
}

}  // namespace
}  // namespace clearway::ledger_load

int main(int argc, char** argv) {
    return clearway::benchmark::RunProgram(
        "clearway-ledger-load", clearway::ledger_load::kUsage, [&] {
            return clearway::ledger_load::Main({argv + 1, static_cast<std::size_t>(argc - 1)});
        });
}
